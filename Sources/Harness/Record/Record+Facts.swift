import Alarms
import Detectors
import JSON
import Numerics

extension Record {
  /// Whether a detector is one of the controls, whose ids no suite can use.
  public func isControl(_ detector: String) -> Bool { Control(rawValue: detector) != nil }

  /// The kind of a detector as suites name it, or `nil` of a control.
  public func kind(of detector: String) -> String? {
    run["suite"]?["detectors"]?.elements?.first { $0["id"]?.string == detector }?["kind"]?.string
  }

  /// What a reader must know of the detectors of a data set that are no part of this program.
  public func outsideNotes(of dataset: String) -> [String] {
    let outside = (run["detectors"]?.elements ?? []).filter { detector in
      guard let id = detector["id"]?.string, let kind = detector["kind"]?.string else {
        return false
      }
      return OutsideKind(rawValue: kind) != nil
        && cells.contains { $0.dataset == dataset && $0.detector == id && $0.status == .ok }
    }
    func names(_ isMeant: (JSONValue) -> Bool) -> String? {
      let ids = outside.filter(isMeant).compactMap { $0["id"]?.string }
      return ids.isEmpty ? nil : ids.joined(separator: ", ")
    }
    let programs = names { $0["kind"]?.string != OutsideKind.scores.rawValue }
    let replayed = names { $0["kind"]?.string == OutsideKind.scores.rawValue }
    let late = outside.compactMap { detector -> String? in
      guard let id = detector["id"]?.string,
        let rows = detector["evidence"]?["ready"]?["lookahead"]?.integer, rows > 0
      else { return nil }
      return
        "\(id) looks \(rows) rows ahead and is charged for it: each score stands that many rows"
        + " later."
    }
    return [
      programs.map { "\($0): no part of Assay; bits may differ between machines." },
      replayed.map { "\($0): scores made elsewhere, not audited." },
    ].compactMap { $0 } + late
  }

  /// The budget at which detectors are compared, in alarmed rows per 1000.
  public var budget: Double {
    run["suite"]?["alarm"]?["threshold"]?["budget"]?.double ?? AlarmRule.defaultBudget
  }

  /// The suite's threshold rule and calibration in a few words.
  public var thresholdSummary: String {
    guard let alarm = run["suite"]?["alarm"] else { return "" }
    return Self.summary(alarm)
  }

  /// A sentence for every alarm rule that detectors of a data set have of their own.
  public func ownAlarmNotes(of dataset: String) -> [String] {
    let standard = run["suite"]?["alarm"]
    var owners: [(rule: String, ids: [String])] = []
    for detector in run["suite"]?["detectors"]?.elements ?? [] {
      guard let alarm = detector["alarm"], alarm != standard, let id = detector["id"]?.string,
        cells.contains(where: { $0.dataset == dataset && $0.detector == id })
      else { continue }
      // A quantile's share, 1 − p, carries a rounding error that nobody should read.
      let promised = nominalRate(of: id).map { (1e12 * $0).rounded() / 1e9 }
      let nominal = promised.map { ", \($0.shortest) of 1000 promised" }
      let rule = "\(Self.summary(alarm))\(nominal ?? "")"
      if let known = owners.firstIndex(where: { $0.rule == rule }) {
        owners[known].ids.append(id)
      } else {
        owners.append((rule, [id]))
      }
    }
    return owners.map { rule, ids in
      "\(ids.joined(separator: ", ")) \(ids.count == 1 ? "has its" : "have their") own rule: \(rule)."
    }
  }

  /// The share of healthy rows that the suite's own threshold rule means to alarm, if it states one.
  public var nominalRate: Double? {
    run["suite"]?["alarm"]?["threshold"].flatMap { ThresholdRule(json: $0)?.nominalRate }
  }

  /// The share of healthy rows that a detector's threshold rule means to alarm on every data set.
  ///
  /// - Parameter detector: The id of a detector, with or without a rule of its own, or of a control.
  /// - Returns: The share, or `nil` where the rule states none.
  public func nominalRate(of detector: String) -> Double? {
    let own = run["suite"]?["detectors"]?.elements?.first { $0["id"]?.string == detector }
    let alarm = own?["alarm"] ?? run["suite"]?["alarm"]
    return alarm?["threshold"].flatMap { ThresholdRule(json: $0)?.nominalRate }
  }

  /// The number of units of a data set that are evaluated.
  public func evaluatedUnits(of dataset: String) -> Int? {
    run["data"]?.elements?.first { $0["id"]?.string == dataset }?["evaluated_units"]?.integer
  }

  /// The time unit of a data set, such as `cycle`.
  public func timeUnit(of dataset: String) -> String {
    run["data"]?.elements?.first { $0["id"]?.string == dataset }?["time_unit"]?.string ?? "row"
  }

  private static func summary(_ alarm: JSONValue) -> String {
    let threshold = alarm["threshold"].flatMap { ThresholdRule(json: $0)?.summary }
    let persistence = alarm["persistence"].flatMap { rule in
      rule["k"]?.integer.flatMap { k in rule["n"]?.integer.map { "\(k) of \($0)" } }
    }
    let lead = alarm["required_lead"]?.double ?? 0
    let required = lead > 0 ? "lead of at least \(lead.shortest)" : nil
    let folds = alarm["folds"]?.integer.flatMap { count in
      AlarmRule().calibration == .cross(folds: count) ? nil : " in \(count) folds"
    }
    let calibration = alarm["calibrate"]?.string.map { $0 + (folds ?? "") }
    return [threshold, persistence, calibration, required].compactMap { $0 }
      .joined(separator: ", ")
  }
}
