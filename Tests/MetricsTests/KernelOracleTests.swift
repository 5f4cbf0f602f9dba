import Numerics
import TestSupport
import Testing

@testable import Metrics

/// The kernels against the reference implementations, one family to a test.
@Suite(.enabled(if: SharedData.has("oracles"), "\(SharedData.reason)"))
struct KernelOracleTests {
  @Test func pooledRanking() throws {
    var comparison = OracleComparison()
    for oracle in try OracleCase.all() {
      let ranking = oracle.ranking
      comparison.check(oracle, "roc_auc", ranking.rocAUC)
      comparison.check(oracle, "average_precision", ranking.averagePrecision)
      comparison.check(oracle, "pr_auc_trapezoid", ranking.precisionRecallArea)
      // TSB-AD's names for the first two.
      comparison.check(oracle, "tsbad.AUC-ROC", ranking.rocAUC)
      comparison.check(oracle, "tsbad.AUC-PR", ranking.averagePrecision)
    }
    #expect(comparison.compared == 25 * 5)
  }

  @Test func pointAdjustment() throws {
    var comparison = OracleComparison()
    for oracle in try OracleCase.all() {
      for (name, percent) in [("pa", 0.0), ("pak20", 20), ("pak50", 50)] {
        let adjusted = PointAdjustment(oracle.series, percent: percent)
        comparison.check(oracle, "\(name).precision", adjusted.precision)
        comparison.check(oracle, "\(name).recall", adjusted.recall)
        comparison.check(oracle, "\(name).f1", adjusted.f1)
      }
    }
    #expect(comparison.compared == 25 * 9)
  }

  /// Bias of precision and of recall, alpha, and cardinality of every recorded combination.
  private static let ranges: [(RangeScore.Bias, RangeScore.Bias, Double, RangeScore.Cardinality)] =
    RangeScore.Bias.allCases.map { (.flat, $0, 0, .reciprocal) }
    + RangeScore.Bias.allCases.map { (.flat, $0, 0.5, .reciprocal) }
    + [RangeScore.Bias.front, .back, .middle].map { ($0, $0, 0, .reciprocal) }
    + [(.flat, .flat, 0, .one)]

  @Test func ranges() throws {
    var comparison = OracleComparison()
    for oracle in try OracleCase.all() {
      for (precisionBias, recallBias, alpha, cardinality) in Self.ranges {
        let metric = RangeScore(
          alpha: alpha, precisionBias: precisionBias, recallBias: recallBias,
          cardinality: cardinality)
        let precision = metric.precision(oracle.series)
        let recall = metric.recall(oracle.series)
        let key =
          "range.\(cardinality.rawValue).p_\(precisionBias.rawValue).r_\(recallBias.rawValue)"
          + ".alpha\(alpha == 0 ? "0" : "0.5")"
        comparison.check(oracle, "\(key).precision", precision)
        comparison.check(oracle, "\(key).recall", recall)
        comparison.check(oracle, "\(key).f1", RangeScore.f1(precision: precision, recall: recall))
      }
    }
    #expect(comparison.compared == 25 * 12 * 3)
  }

  @Test func volumes() throws {
    var comparison = OracleComparison()
    for oracle in try OracleCase.all() {
      for window in [20, 100] {
        let volume = VolumeUnderSurface(oracle.series, window: window)
        comparison.check(oracle, "vus.VUS_ROC.opt.w\(window)", volume.rocVolume)
        comparison.check(oracle, "vus.VUS_PR.opt.w\(window)", volume.prVolume)
        // TSB-AD's code of the same variant fails where every row is a failing one.
        if oracle.labels.contains(0) {
          comparison.check(oracle, "tsbad.VUS_ROC.opt.w\(window)", volume.rocVolume)
          comparison.check(oracle, "tsbad.VUS_PR.opt.w\(window)", volume.prVolume)
        }
      }
    }
    #expect(comparison.compared == 25 * 4 + 24 * 4)
  }

  @Test func affiliation() throws {
    var comparison = OracleComparison()
    for oracle in try OracleCase.all() {
      let ours = Affiliation(oracle.series)
      comparison.check(oracle, "affiliation.precision", ours.precision)
      comparison.check(oracle, "affiliation.recall", ours.recall)
      comparison.check(
        oracle, "affiliation.f1", Affiliation.f1(precision: ours.precision, recall: ours.recall))
      comparison.check(oracle, "affiliation.individual_precision", ours.individualPrecisions)
      comparison.check(oracle, "affiliation.individual_recall", ours.individualRecalls)
    }
    #expect(comparison.compared > 25 * 5)
  }

  @Test func numenta() throws {
    let profiles: [(String, NABScore.Profile)] = [
      ("standard", .standard), ("reward_low_FP_rate", .lowFalsePositives),
      ("reward_low_FN_rate", .lowFalseNegatives),
    ]
    var comparison = OracleComparison()
    var faults = 0
    for oracle in try OracleCase.all() {
      for (name, profile) in profiles {
        for (probation, share) in [("prob0", 0.0), ("prob15", 0.15)] {
          let score = NABScore(oracle.series, profile: profile, probation: share)
          if oracle.isFaultOfNAB("nab.\(name).\(probation).raw") {
            faults += 1
            continue
          }
          comparison.check(oracle, "nab.\(name).\(probation).raw", score.raw)
          comparison.check(oracle, "nab.\(name).\(probation).normalized", score.normalized)
        }
      }
    }
    // Two series have windows of one row.
    #expect(faults == 2 * 6)
    #expect(comparison.compared == (25 * 6 - faults) * 2)
  }

  @Test func events() throws {
    var comparison = OracleComparison()
    for oracle in try OracleCase.all() {
      let counts = EventCounts(oracle.series)
      let delays = counts.delays.map { $0.map(Double.init) }
      let detected = delays.compactMap { $0 }
      comparison.check(oracle, "event.n_events", Double(counts.events))
      comparison.check(oracle, "event.n_detected", Double(counts.detected))
      comparison.check(oracle, "event.n_alarm_segments", Double(counts.alarmSegments))
      comparison.check(oracle, "event.n_false_alarm_segments", Double(counts.falseAlarmSegments))
      comparison.check(oracle, "event.delays", delays)
      comparison.check(oracle, "event.mean_delay", Statistics.mean(detected))
      comparison.check(oracle, "event.median_delay", Statistics.median(detected))
      comparison.check(oracle, "event.precision", counts.precision)
      comparison.check(oracle, "event.recall", counts.recall)
      comparison.check(oracle, "event.f1", counts.f1)
    }
    #expect(comparison.compared > 25 * 9)
  }
}

extension OracleCase {
  var ranking: PooledRanking {
    let rows = zip(labels, scores)
    return PooledRanking(
      failing: rows.filter { $0.0 == 1 }.map(\.1), healthy: rows.filter { $0.0 == 0 }.map(\.1))
  }

  /// Whether NAB divided by zero, as it does at any row after a window of one row.
  func isFaultOfNAB(_ key: String) -> Bool {
    guard key.hasPrefix("nab."), case .undefined = expected[key] else { return false }
    return series.events.contains { $0.count == 1 }
  }
}
