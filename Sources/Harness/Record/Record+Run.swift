import Datasets
import Detectors
import Foundation
import JSON
import Metrics
import Preparation
import Telemetry

extension Record {
  /// Everything about a run that is a function of its inputs: `run.json`.
  static func run(_ suite: Suite, _ plan: RunPlan, selection: Selection) -> JSONValue {
    [
      "format": .integer(format),
      "suite": suite.resolved,
      "only": selection.text.map(JSONValue.string) ?? .null,
      "data": .array(
        plan.experiments.map { experiment in
          [
            "id": .string(experiment.id), "identity": .string(experiment.dataSet.identity),
            "time_unit": .string(experiment.dataSet.timeUnit.rawValue),
            "fit_units": .integer(experiment.split.training.count),
            "evaluated_units": .integer(experiment.split.evaluation.count),
          ]
        }),
      "detectors": .array(
        plan.detectors.flatMap { $0 }.reduce(into: [JSONValue]()) { found, detector in
          if !found.contains(detector.json) { found.append(detector.json) }
        }),
      "metrics": .object(
        MetricCatalog.metrics.map { JSONValue.Member($0.id, .integer($0.version)) }),
      "toolchain": .string(Toolchain.name),
    ]
  }

  /// Where a record was made and from which files: `machine.json`.
  static func machine(_ plan: RunPlan, seconds: Double, jobs: Int, march: String) -> JSONValue {
    var containers: [JSONValue] = []
    for container in plan.experiments.flatMap(\.dataSet.containers) {
      let entry: JSONValue = [
        "name": .string(container.name), "sha256": .string(container.sha256),
      ]
      if !containers.contains(entry) { containers.append(entry) }
    }
    return [
      "processor": .string(Machine.processor),
      "cores": .integer(ProcessInfo.processInfo.activeProcessorCount),
      "system": .string(ProcessInfo.processInfo.operatingSystemVersionString),
      "march": .string(march), "jobs": .integer(jobs), "seconds": .number(seconds),
      "peak_memory_bytes": .integer(Machine.peakMemory),
      "containers": .array(containers),
      "members": .array(
        plan.members.map { member in
          [
            "path": .string(member.path), "sha256": .string(member.sha256),
            "known": .bool(member.isKnown),
          ]
        }),
    ]
  }
}
