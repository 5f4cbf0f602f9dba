import Detectors
import JSON
import Numerics
import Telemetry

/// The message from which a program learns.
struct FitFrame {
  let header: JSONValue
  /// Values, times, regimes and, where there are any, targets of the rows that may be learnt from.
  let body: [Double]

  init(_ training: TrainingSet, model: Int) {
    let units = training.units.filter { !$0.fitRows.isEmpty }
    let rows = units.reduce(0) { $0 + $1.fitRows.count }
    let hasTargets = units.contains { $0.targets != nil }
    var body: [Double] = []
    body.reserveCapacity(rows * (training.channels.count + 3))
    for unit in units {
      for row in unit.fitRows { body.append(contentsOf: unit.values.row(row)) }
    }
    for unit in units { body += unit.fitRows.map { unit.moments[$0].time } }
    for unit in units { body += unit.fitRows.map { Double(unit.moments[$0].regime) } }
    for unit in units { body += unit.targets ?? [] }
    self.body = body
    header = [
      "type": "fit", "model": .integer(model),
      "channels": .array(training.channels.map { .string($0.id) }), "rows": .integer(rows),
      "targets": .bool(hasTargets),
      "units": .array(
        units.map { ["id": .string($0.id), "rows": .integer($0.fitRows.count)] }),
      "bytes": .integer(8 * body.count),
    ]
  }
}
