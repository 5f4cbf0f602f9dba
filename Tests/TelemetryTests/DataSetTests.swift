import Numerics
import Testing

@testable import Telemetry

struct DataSetTests {
  private func dataSet(_ ids: [String], test: [String]? = nil) -> DataSet {
    func units(_ ids: [String]) -> [Unit] {
      ids.map {
        Unit(
          id: $0, times: [0], values: Matrix(rows: 1, columns: 1, filledWith: 0), ending: .censored)
      }
    }
    return DataSet(
      source: "made", subset: nil, channels: [Channel(id: "x")], timeUnit: .cycle,
      units: units(ids), testUnits: test.map(units), rawChannels: [0], identity: "made")
  }

  @Test(arguments: [
    (["10", "9", "-1", "100"], ["-1", "9", "10", "100"]), (["7", "07", "1"], ["1", "07", "7"]),
    (["10", "9", "b", "a2", "a10"], ["10", "9", "a10", "a2", "b"]), ([], []),
  ])
  func unitsAreSortedByID(ids: [String], sorted: [String]) {
    for order in [ids, ids.reversed()] {
      let dataSet = dataSet(order, test: order)
      #expect(dataSet.units.map(\.id) == sorted)
      #expect(dataSet.testUnits?.map(\.id) == sorted)
      #expect(dataSet.loadedInReverse.units.map(\.id) == sorted)
      #expect(dataSet.loadedInReverse.testUnits?.map(\.id) == sorted)
    }
  }
}
