public import Archives

/// A folder that holds a record.
public struct RecordFolder: Sendable {
  public let path: String

  public init(path: String) {
    self.path = path
  }

  /// Where the outputs of cells are kept between runs.
  public var store: String { "\(path)/cells" }

  /// Where the scores of cells are written on request.
  var scores: String { "\(path)/scores" }

  /// Where the fitted models of cells are written on request.
  var models: String { "\(path)/models" }

  /// Removes the scores and models of some data sets: they belong to the record that stood here before.
  func removeScoresAndModels(of datasets: [String]) throws(FileError) {
    for dataset in datasets {
      try AtomicFile.remove("\(scores)/\(dataset)")
      try AtomicFile.remove("\(models)/\(dataset)")
    }
  }

  /// Writes the files of a record, each whole or not at all.
  public func write(_ record: Record) throws(FileError) {
    try AtomicFile.createFolder(path)
    for file in record.pureFiles + record.machineFiles {
      try AtomicFile.write(file.bytes(), to: "\(path)/\(file.name)")
    }
  }
}
