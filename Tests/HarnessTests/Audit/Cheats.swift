import Detectors
import Numerics
import Synchronization
import Telemetry

/// A detector that cheats on purpose, and the rules of the audit that it must be caught by.
struct Cheat: Detector {
  let name: String
  /// Makes the model from the training set.
  let model: @Sendable (TrainingSet) -> any FittedModel

  func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  { model(training) }
}

/// A model of which the batch path and the streaming path may be told apart.
struct CheatModel: FittedModel {
  /// The scores of all rows at once; those of the streaming path where `nil`.
  var batch: (@Sendable (Matrix) -> [Double])?
  /// Starts a unit: what it returns scores one value after another.
  var start: @Sendable () -> (_ value: Double, _ row: Int) -> Double? = { { value, _ in value } }

  func scorer(for unit: ScoredUnit) -> any Scorer { State(score: start()) }

  func scores(of rows: Matrix, moments: [Moment], for unit: ScoredUnit) -> ScoreTrace {
    if let batch { return ScoreTrace(storage: batch(rows)) }
    let score = start()
    var trace = ScoreTrace(count: rows.rows)
    for row in 0..<rows.rows { trace[row] = score(rows[row, 0], row) }
    return trace
  }

  private struct State: Scorer {
    let score: (Double, Int) -> Double?
    var row = 0

    mutating func score(_ values: Span<Double>, at moment: Moment) -> Double? {
      defer { row += 1 }
      return score(values[0], row)
    }
  }
}

/// A number that outlives whatever changes it.
final class Counter: Sendable {
  private let value = Mutex(0.0)

  /// Adds to the number and returns what it has become.
  func add(_ amount: Double) -> Double {
    value.withLock {
      $0 += amount
      return $0
    }
  }
}

extension Cheat {
  static let wholeUnitScale = Cheat(name: "scales by the whole unit") { _ in
    CheatModel { rows in
      let values = rows.column(0)
      let low = values.min() ?? 0
      let high = values.max() ?? 0
      return values.map { ($0 - low) / (high - low) }
    }
  }

  static let peek = Cheat(name: "looks one row ahead") { _ in
    CheatModel { rows in
      let values = rows.column(0)
      return values.dropFirst() + values.suffix(1)
    }
  }

  static let clock = Cheat(name: "reads the clock") { _ in
    let start = ContinuousClock.now
    return CheatModel(start: {
      { value, _ in value + (ContinuousClock.now - start) / .nanoseconds(1) }
    })
  }

  static let unseeded = Cheat(name: "draws unseeded numbers") { _ in
    CheatModel(start: { { _, _ in Double.random(in: 0..<1) } })
  }

  static let countsFits = Cheat(name: "counts fits") { [fits = Counter()] _ in
    let fit = fits.add(1)
    return CheatModel(start: { { value, _ in value + fit } })
  }

  static let countsUnits = Cheat(name: "counts the units scored") { _ in
    let units = Counter()
    return CheatModel(start: {
      let unit = units.add(1)
      return { value, _ in value + unit }
    })
  }

  static let remembers = Cheat(name: "keeps a mean over units") { _ in
    let sum = Counter()
    let count = Counter()
    return CheatModel(start: { { value, _ in value - sum.add(value) / count.add(1) } })
  }

  static let knowsTheEnd = Cheat(name: "guesses the end from the number of rows") { _ in
    CheatModel(
      batch: { rows in (0..<rows.rows).map { Double($0) / Double(rows.rows) } },
      start: { { _, row in Double(row) } })
  }

  static let infinite = Cheat(name: "gives infinite scores row by row") { _ in
    CheatModel(
      batch: { $0.column(0) }, start: { { value, row in row == 7 ? .infinity : value } })
  }

  static let lastBit = Cheat(name: "differs in the last bit in batch") { _ in
    CheatModel { $0.column(0).map(\.nextUp) }
  }

  static let skips = Cheat(name: "has no first score in batch") { _ in
    CheatModel { [.nan] + $0.column(0).dropFirst() }
  }

  static let learnsInOrder = Cheat(name: "learns most from the first training unit") { training in
    let first = training.units.first?.values[0, 0] ?? 0
    return CheatModel(start: { { value, _ in value - first } })
  }

  static let latePeek = Cheat(name: "looks ahead once its history is full") { _ in
    CheatModel(
      batch: { rows in
        let values = rows.column(0)
        return values.indices.map { row in
          row < 300 ? .nan : values[min(row + 1, values.count - 1)]
        }
      },
      start: { { value, row in row < 300 ? nil : value } })
  }
}
