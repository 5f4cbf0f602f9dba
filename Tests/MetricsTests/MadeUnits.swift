import Alarms
import Numerics
import Telemetry

@testable import Metrics

extension EvaluatedUnit {
  /// A unit written as text, one character per row.
  ///
  /// Labels are `h` healthy, `g` grey and `f`
  /// failing; a score is a digit, or `.` where there is none, and its own persistent score; phases
  /// are `a`, `b` and `c`. `band` rows before an onset make the early band, and from the last row to
  /// the failure it is `life`.
  static func made(
    _ labels: String, _ scores: String, above threshold: Double = 4.5, phases: String? = nil,
    band: Int = 0, life: Double = 0, rows: Range<Int>? = nil, id: String = "1"
  ) -> EvaluatedUnit {
    let labels = labels.map { $0 == "h" ? RowLabel.healthy : $0 == "g" ? .grey : .failing }
    let trace = ScoreTrace(storage: scores.map { Double(String($0)) ?? .nan })
    let count = labels.count
    let codes = phases.map { $0.map { "abc".contains($0) ? ($0.asciiValue ?? 97) - 97 : 0 } }
    let truth = UnitTruth(
      id: id, times: (0..<count).map(Double.init), rows: rows ?? 0..<count, labels: labels,
      phases: PhaseTrack(
        names: ["a", "b", "c"], codes: codes ?? [UInt8](repeating: 0, count: count)),
      regimes: [Int](repeating: 0, count: count),
      events: events(labels, band: band, failureTime: Double(count - 1) + life))
    return EvaluatedUnit(
      truth: truth, scores: trace, persistentScores: trace,
      alarms: AlarmRuns(trace, above: threshold))
  }

  private static func events(
    _ labels: [RowLabel], band: Int, failureTime: Double
  ) -> [FailingEvent] {
    let onsets = labels.indices.filter {
      labels[$0] == .failing && ($0 == 0 || labels[$0 - 1] != .failing)
    }
    return onsets.map { onset in
      let end = (onset..<labels.count).first {
        $0 + 1 == labels.count || labels[$0 + 1] != .failing
      }
      return FailingEvent(
        onset: onset, end: end ?? onset, bandStart: onset - band, failureTime: failureTime)
    }
  }

  /// A unit drawn at random: 3 to 12 rows with few distinct scores, some of them missing; early bands
  /// of up to 3 rows; the first 2 rows are not always evaluated.
  static func random(_ stream: inout RandomStream) -> EvaluatedUnit {
    let rows = 3 + stream.integer(below: 10)
    func text(_ symbols: String) -> String {
      let symbols = Array(symbols)
      return String((0..<rows).map { _ in symbols[stream.integer(below: symbols.count)] })
    }
    let labels = text("hhhgf")
    let first = stream.integer(below: 3)
    let unit = made(
      labels, text("0123456789."), band: stream.integer(below: 4),
      life: Double(stream.integer(below: 5)), rows: first..<rows)
    // An event whose onset is not evaluated, or whose band is cut, is none that a label rule makes.
    let events = unit.truth.events.filter { $0.onset >= first }.map {
      FailingEvent(
        onset: $0.onset, end: $0.end, bandStart: max(0, $0.bandStart), failureTime: $0.failureTime)
    }
    return unit.held(
      against: unit.truth.relabelled(unit.truth.labels, events: events, localisedFrom: nil))
  }

  static func random(units: Int, key: UInt64) -> [EvaluatedUnit] {
    var stream = RandomStream(key: key)
    return (0..<units).map { _ in random(&stream) }
  }
}

extension Resamples {
  /// The units of every resample as a list of their indices.
  var drawn: [[Int]] {
    var drawn: [[Int]] = []
    _ = replicate { draws in
      drawn.append(
        draws.indices.flatMap { [Int](repeating: $0, count: Int(draws[$0])) })
      return nil
    }
    return drawn
  }
}

extension Evaluation {
  /// The values of one scope by metric.
  func table(_ scope: Scope) -> [String: Double] {
    Dictionary(
      uniqueKeysWithValues: values.filter { $0.scope == scope }.map { ($0.metric, $0.value) })
  }

  func value(_ metric: String, _ scope: Scope = .all) -> MetricValue? {
    values.first { $0.metric == metric && $0.scope == scope }
  }
}

/// Whether two tables name the same metrics and their values differ by rounding at most.
func isClose(_ left: [String: Double], _ right: [String: Double]) -> Bool {
  Set(left.keys) == Set(right.keys)
    && left.allSatisfy { abs($0.value - (right[$0.key] ?? .nan)) <= 1e-12 * max(1, abs($0.value)) }
}
