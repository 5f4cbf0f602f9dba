import Numerics

/// Three plain questions at once: outside the fleet's limits, far from the fleet, far from itself.
///
/// Each part is divided by the level that it exceeds on one healthy training row in a hundred, so
/// that the parts can be compared; the score is the largest and its reason the part that it came
/// from.
///
/// - *limit*: the largest overshoot of a channel beyond the range of the fit rows;
/// - *fleet*: the root mean square of the scaled channels;
/// - *own*: the root mean square of the differences from the mean of the unit's first `own_rows` rows;
///   absent until those have passed.
///
/// A part that never rises above zero on the fit rows, as the overshoot cannot, is divided by 1. Sums
/// of squares and parts beyond the largest number count as that.
///
/// Contributions are the overshoots, or the squares that make up the part with the largest value.
/// Hyper-parameters: `own_rows` (30) and `level` (0.99).
public struct Baseline: Detector {
  public let ownRows: Int
  public let level: Double

  public init(ownRows: Int = 30, level: Double = 0.99) {
    self.ownRows = ownRows
    self.level = level
  }

  public func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  {
    let rows = training.fitRows()
    guard rows.rows > 0 else { throw DetectorError("no training row may be fitted on") }
    let columns = (0..<rows.columns).map { rows.column($0) }
    let unscaled = Model(
      ownRows: ownRows, low: columns.map { $0.min() ?? 0 }, high: columns.map { $0.max() ?? 0 },
      fleetLevel: 1, ownLevel: 1)
    var fleet: [Double] = []
    var own: [Double] = []
    for unit in training.units {
      var scorer = State(model: unscaled)
      let mayFit = Set(unit.fitRows)
      for row in 0..<unit.values.rows {
        let parts = unit.values.withRow(row) { scorer.parts(of: $0) }
        guard mayFit.contains(row) else { continue }
        fleet.append(parts.fleet)
        if let distance = parts.own { own.append(distance) }
      }
    }
    return Model(
      ownRows: ownRows, low: unscaled.low, high: unscaled.high, fleetLevel: usual(fleet),
      ownLevel: usual(own))
  }

  private func usual(_ values: [Double]) -> Double {
    let quantile = Statistics.quantile(ofSorted: values.sorted(), level) ?? 1
    return quantile > 0 ? quantile : 1
  }

  struct Model: FittedModel, Codable {
    let ownRows: Int
    let low: [Double]
    let high: [Double]
    let fleetLevel: Double
    let ownLevel: Double

    func check(channels: Int) throws(DetectorError) {
      try DetectorError.unlessCounts([low.count, high.count], are: channels, of: "limits")
      try DetectorError.unlessFinite(low + high + [fleetLevel, ownLevel], "limits and levels")
      try DetectorError.unless(
        fleetLevel > 0 && ownLevel > 0, "the levels are \(fleetLevel) and \(ownLevel)")
      try DetectorError.unless(ownRows > 0, "a unit's own baseline has \(ownRows) rows")
    }

    func scorer(for unit: ScoredUnit) -> any Scorer { State(model: self) }
  }

  struct Parts {
    let limit: Double
    let fleet: Double
    let own: Double?
  }

  struct State: Scorer {
    private let model: Model
    private var seen = 0
    private var mean: [Double]
    private var last = Parts(limit: 0, fleet: 0, own: nil)

    init(model: Model) {
      self.model = model
      mean = [Double](repeating: 0, count: model.low.count)
    }

    mutating func score(_ row: Span<Double>, at moment: Moment) -> Double? {
      last = parts(of: row)
      return max(last.limit, last.fleet, last.own ?? 0)
    }

    mutating func parts(of row: Span<Double>) -> Parts {
      var limit = 0.0
      var fleet = 0.0
      var own = 0.0
      let hasOwn = seen >= model.ownRows
      for index in row.indices {
        let value = row[index]
        limit = max(limit, value - model.high[index], model.low[index] - value)
        fleet += value * value
        if hasOwn {
          let difference = value - mean[index]
          own += difference * difference
        } else {
          mean[index] += value
        }
      }
      if !hasOwn {
        seen += 1
        if seen == model.ownRows {
          for index in mean.indices { mean[index] /= Double(seen) }
        }
      }
      return Parts(
        limit: min(limit, .greatestFiniteMagnitude),
        fleet: rootMeanSquare(fleet, row.count, dividedBy: model.fleetLevel),
        own: hasOwn ? rootMeanSquare(own, row.count, dividedBy: model.ownLevel) : nil)
    }

    private func rootMeanSquare(
      _ sum: Double, _ count: Int, dividedBy level: Double
    ) -> Double {
      let root = (min(sum, .greatestFiniteMagnitude) / Double(count)).squareRoot()
      return min(root / level, .greatestFiniteMagnitude)
    }

    func explanation(of row: Span<Double>, at moment: Moment) -> Explanation? {
      let own = last.own ?? 0
      if last.limit >= max(last.fleet, own) {
        return explanation("beyond the fleet's limits", of: row) {
          max(0, $1 - model.high[$0], model.low[$0] - $1)
        }
      }
      if last.fleet >= own {
        return explanation("far from the fleet", of: row) { $1 * $1 }
      }
      return explanation("far from its own first rows", of: row) {
        ($1 - mean[$0]) * ($1 - mean[$0])
      }
    }

    private func explanation(
      _ reason: String, of row: Span<Double>, share: (_ channel: Int, _ value: Double) -> Double
    ) -> Explanation {
      Explanation(
        reason: reason,
        contributions: row.indices.map { min(share($0, row[$0]), .greatestFiniteMagnitude) })
    }
  }
}

extension DetectorKind {
  static let baseline = DetectorKind(
    name: "baseline", summary: "limits, distance to the fleet and to the unit's own first rows",
    parameters: [
      Parameter(
        name: "own_rows", summary: "a unit's first rows that make its own baseline",
        domain: .integer(default: 30, in: 2...1_000_000)),
      Parameter(
        name: "level", summary: "the quantile of the fit rows to which each part is scaled",
        domain: .number(default: 0.99, in: 0.5...1)),
    ],
    model: Baseline.Model.self,
    make: { Baseline(ownRows: $0.integer("own_rows"), level: $0.number("level")) })
}
