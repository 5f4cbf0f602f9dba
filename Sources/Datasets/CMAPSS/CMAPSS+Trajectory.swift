import Numerics
import Telemetry

extension CMAPSS {
  /// The rows of one engine, before it is known how it ends.
  struct Trajectory: Sendable {
    let number: Int
    let cycles: [Double]
    let values: Matrix
    let regimeKeys: [Int]

    /// The unit that failed `remainingLife` cycles after its last row.
    func unit(failingAfter remainingLife: Double) -> Unit {
      Unit(
        id: String(number), times: cycles, values: values,
        ending: .failed(at: cycles[cycles.count - 1] + remainingLife), regimeKeys: regimeKeys)
    }
  }
}
