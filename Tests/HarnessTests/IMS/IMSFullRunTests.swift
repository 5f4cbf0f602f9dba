import Datasets
import Numerics
import Telemetry
import TestSupport
import Testing

/// Alarms of a plain rule over the whole tests, from an independent computation: three snapshots in a
/// row more than five sigma above the mean of the first fifth.
@Suite(.enabled(if: SharedData.has("oracles/ims_fullrun.json"), "\(SharedData.reason)"))
struct IMSFullRunTests {
  private struct Oracle: Decodable {
    let tests: [Test]

    struct Test: Decodable {
      let test: Int
      let training_snapshots: Int
      let standing_still_indices: [Int]
      let channels: [String]
      let rms: [String: Alarm]
      let kurt: [String: Alarm]
    }

    struct Alarm: Decodable {
      let train_mean: Double
      let train_sd: Double
      let alarm_index: Int?
      let max_z: Double
    }
  }

  @Test func everyChannelOfBothTests() throws {
    let oracle = try SharedData.json("oracles/ims_fullrun.json", as: Oracle.self)
    let locator = ArchiveLocator(directories: [SharedData.file("data/ims")])
    var compared = 0
    for test in oracle.tests {
      let subset = String(test.test)
      let request = IMS.Request(subset: subset, channels: ["ch1.rms", "ch1.kurtosis"])
      let set = try IMS.Holdings(
        [request], locator: locator, tablesOnly: true, width: 1, cache: nil
      )
      .dataSet(request).dataSet
      let isOff = set.units[0].isOff ?? []
      #expect(isOff.indices.filter { isOff[$0] } == test.standing_still_indices)
      for (index, name) in test.channels.enumerated() {
        for (feature, alarms) in [("rms", test.rms), ("kurtosis", test.kurt)] {
          let column = try #require(
            set.channels.firstIndex { $0.id == "ch\(index + 1).\(feature)" })
          let unit = try #require(set.units.first { $0.has(channel: column) })
          let expected = try #require(alarms[name])
          compare(
            unit.values.column(column), test.training_snapshots, expected, "\(subset) \(name)")
          compared += 1
        }
      }
    }
    #expect(compared == 24)
  }

  /// The features keep six digits when they are loaded; the means and sds keep about as many.
  private func compare(_ values: [Double], _ count: Int, _ expected: Oracle.Alarm, _ name: String) {
    let training = Array(values.prefix(count))
    let mean = Statistics.mean(training) ?? .nan
    let sd = Statistics.standardDeviation(training) ?? .nan
    #expect(abs(mean - expected.train_mean) <= 1e-6 * abs(expected.train_mean), "\(name)")
    #expect(abs(sd - expected.train_sd) <= 1e-5 * expected.train_sd, "\(name)")
    let z = values.map { ($0 - mean) / sd }
    let alarm = z.indices.dropFirst(count + 2).first { index in
      z[index - 2...index].allSatisfy { $0 > 5 }
    }
    #expect(alarm == expected.alarm_index, "\(name)")
  }
}
