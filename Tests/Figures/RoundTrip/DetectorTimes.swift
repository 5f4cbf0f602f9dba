import Detectors
import External
import JSON
import Numerics
import Telemetry

/// What the rows of a detector take that is a program, all checks and the program's own work included.
struct DetectorTimes {
  private let model: any FittedModel
  private let rows: Matrix
  private let moments: [Moment]

  /// Starts and fits a program.
  ///
  /// - Parameter path: The program, which needs healthy rows.
  /// - Throws: ``DetectorError`` when it fails.
  init(_ path: String) throws(DetectorError) {
    let channels = (0..<24).map { "c\($0)" }
    let randomness = Randomness(seed: 1, dataset: "made", detector: "timed")
    let surroundings = CellSurroundings(
      channels: channels, timeUnit: .cycle, randomness: randomness)
    let start = ProgramStart(
      command: ProgramCommand(words: [path]), parameters: .object([]), limits: .standard)
    let session = try ProgramDetector(asking: start, surroundings).session(surroundings)
    let count = 200_000
    var stream = RandomStream(seed: 1, path: ["round trip"])
    rows = Matrix(
      rows: count, columns: channels.count,
      storage: (0..<count * channels.count).map { _ in stream.uniform() })
    moments = (0..<count).map { Moment(time: Double($0), regime: 0) }
    let first = rows.prefix(1000)
    model = try session.fit(
      TrainingSet(
        channels: channels.map { Channel(id: $0) },
        units: [
          TrainingUnit(
            id: "u", values: first, moments: Array(moments.prefix(1000)),
            fitRows: Array(0..<1000))
        ]), randomness: randomness)
  }

  /// The microseconds of single rows, ascending.
  func microseconds(of count: Int) throws(DetectorError) -> [Double] {
    var scorer = model.scorer(for: ScoredUnit(id: "streamed"))
    var times: [Double] = []
    for row in 0..<count {
      let start = ContinuousClock.now
      _ = try rows.withRow(row) { (values) throws(DetectorError) in
        try scorer.score(values, at: moments[row])
      }
      times.append((ContinuousClock.now - start) / .microseconds(1))
    }
    return times.sorted()
  }

  /// The megabytes of values per second in the middle of several batches.
  func megabytesPerSecond() throws(DetectorError) -> Double {
    var speeds: [Double] = []
    for _ in 0..<11 {
      let start = ContinuousClock.now
      _ = try model.scores(of: rows, moments: moments, for: ScoredUnit(id: "batch"))
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      speeds.append(8 * Double(rows.storage.count) / 1e6 / seconds)
    }
    return speeds.sorted()[speeds.count / 2]
  }
}
