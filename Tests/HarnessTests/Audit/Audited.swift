import Alarms
import Detectors
import Numerics
import Preparation
import Telemetry

@testable import Harness

/// Audits of detectors on experiments that tests make by hand.
enum Audited {
  /// Six units of noise, of which the first three train.
  static func noise(rows: Int = 60) throws -> Experiment {
    let dataSet = Made.dataSet(units: 6, rows: rows) { unit, row in
      var stream = RandomStream(seed: UInt64(unit), path: ["row", String(row)])
      return stream.normal()
    }
    return try Made.experiment(dataSet, split: .units(fraction: 0.5))
  }

  static func scoring(
    _ detector: any Detector, on experiment: Experiment, alarm: AlarmRule = Made.plainAlarm,
    isAudited: Bool = false
  ) -> CellScoring {
    CellScoring(
      experiment: experiment, detector: detector, alarm: alarm,
      randomness: Randomness(seed: 1, dataset: experiment.id, detector: "made"),
      isAudited: isAudited)
  }

  /// Every control, and every kind of the catalog with its default hyper-parameters; the ensemble's
  /// only member is max-z.
  static func honest(channel: String) -> [(name: String, detector: any Detector)] {
    let members = DetectorCatalog.kinds.filter { $0.name == "max-z" }.map {
      NamedDetector(id: "max-z", weight: 1, kind: $0, values: ParameterValues(standardOf: $0))
    }
    return Control.allCases.map { ($0.rawValue, $0.detector(rawChannels: [channel])) }
      + DetectorCatalog.kinds.map { kind in
        let standard = ParameterValues(standardOf: kind, channels: [channel], members: members)
        let values = kind.parameters.map { parameter in
          // Few trees say as much of the rules as a hundred.
          let isSize = ["trees", "rounds"].contains(parameter.name)
          return (parameter.name, isSize ? .integer(5) : standard[parameter.name])
        }
        return (
          kind.name,
          kind.make(
            ParameterValues(Dictionary(uniqueKeysWithValues: values).compactMapValues { $0 }))
        )
      }
  }
}
