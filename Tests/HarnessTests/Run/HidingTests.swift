import Numerics
import Telemetry
import Testing

@testable import Harness

struct HidingTests {
  @Test(arguments: [
    ("......", [0, 1, 2, 3, 4, 5]), ("x.xx.x", [1, 1, 1, 1, 4, 4]),
    ("xx....", [2, 2, 2, 3, 4, 5]), ("....xx", [0, 1, 2, 3, 3, 3]),
    ("xxxxxx", [0, 1, 2, 3, 4, 5]),
  ])
  func aHiddenRowShowsTheLastOneThatIsNot(hidden: String, shown: [Int]) {
    let unit = Unit(
      id: "1", times: (0..<6).map(Double.init),
      values: Matrix(rows: 6, columns: 2, storage: (0..<12).map(Double.init)), ending: .censored,
      regimeKeys: Array(10..<16))
    let other = unit.hiding(hidden.map { $0 == "x" })
    #expect(other.times == unit.times)
    #expect(other.values.column(0) == shown.map { Double(2 * $0) })
    #expect(other.values.column(1) == shown.map { Double(2 * $0 + 1) })
    #expect(other.regimeKeys == shown.map { 10 + $0 })
  }
}
