import Archives

/// Which cells of a suite a run is about: all, or those that a pattern names.
public struct Selection: Sendable, Equatable {
  private let pattern: Glob?

  /// Every cell.
  public static let everything = Selection(pattern: nil)

  /// Selects by a pattern that covers a data set, a detector, or `dataset/detector`.
  public init(pattern: String?) {
    self.pattern = pattern.map(Glob.init)
  }

  /// The pattern as it was given, or `nil` for everything.
  var text: String? { pattern?.pattern }

  /// Whether a detector on a data set is selected.
  ///
  /// Controls are never selected by themselves: they go with every data set that has a selected
  /// detector.
  public func contains(dataset: String, detector: String) -> Bool {
    guard let pattern else { return true }
    return pattern.matches(dataset) || pattern.matches(detector)
      || pattern.matches("\(dataset)/\(detector)")
  }

  /// The selected detectors of a data set of a suite.
  public func detectors(of dataset: DatasetEntry, in suite: Suite) -> [DetectorEntry] {
    suite.detectors.filter {
      $0.datasets.contains(dataset.id) && contains(dataset: dataset.id, detector: $0.id)
    }
  }

  /// The data sets of a suite that have a selected detector.
  public func datasets(of suite: Suite) -> [DatasetEntry] {
    suite.datasets.filter { !detectors(of: $0, in: suite).isEmpty }
  }

  /// Whether a row of a record or golden belongs to the selection, controls included.
  public func covers(dataset: String, detector: String, in suite: Suite) -> Bool {
    if let entry = suite.datasets.first(where: { $0.id == dataset }),
      Suite.controls.contains(detector)
    {
      return !detectors(of: entry, in: suite).isEmpty
    }
    // Also of a data set that the suite no longer has: its rows are missing where they are wanted.
    return contains(dataset: dataset, detector: detector)
  }
}
