import Archives
import TestSupport

@testable import Datasets

/// An archive of two engines to train on and two to test on, in the form of C-MAPSS.
struct SmallBenchmark {
  static let benchmark = [
    CMAPSS.Benchmark(
      subset: "FD001", train: CMAPSS.Extent(units: 2, rows: 5),
      test: CMAPSS.Extent(units: 2, rows: 3))
  ]

  var train = [row(1, 1), row(1, 2), row(1, 3), row(2, 1), row(2, 2)]
  var test = [row(1, 1), row(1, 2), row(2, 1)]
  var lives = ["112 ", "98 "]

  /// A line of the form of the data: settings near 10 and 0.25, sensors that count up.
  static func row(_ unit: Int, _ cycle: Int, sensors: Int = 21) -> String {
    let fields = (1...sensors).map { "\(unit * 100 + $0).\(cycle)" }
    return (["\(unit)", "\(cycle)", "9.9983", "0.2500", "100.0"] + fields).joined(separator: " ")
      + "  "
  }

  var members: [(name: String, text: String)] {
    [
      ("readme.txt", "R\n"), ("train_FD001.txt", Self.lines(train)),
      ("test_FD001.txt", Self.lines(test)), ("RUL_FD001.txt", Self.lines(lives)),
    ]
  }

  static func lines(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }

  /// Writes the archive into a folder.
  ///
  /// - Returns: Its path.
  func write(
    to folder: TemporaryDirectory, format: ArchiveWriter.Format = .zip,
    _ change: (inout [(name: String, text: String)]) -> Void = { _ in }
  ) throws -> String {
    var members = self.members
    change(&members)
    return try folder.write(
      ArchiveWriter.bytes(texts: members, format: format), to: "CMAPSSData.zip")
  }

  static func load(
    _ path: String, includingTest: Bool = true, width: Int = 2, cache: DataCache? = nil
  ) throws -> LoadedDataSet {
    try CMAPSS.load(
      benchmark, archive: path, limits: .standard, includingTest: includingTest, width: width,
      cache: cache)[0]
  }
}
