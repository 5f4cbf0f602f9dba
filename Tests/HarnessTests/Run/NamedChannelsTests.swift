import Alarms
import Detectors
import Metrics
import Numerics
import Preparation
import Telemetry
import Testing

@testable import Harness

/// The channels that are named for detected events, from explanations to the metric.
struct NamedChannelsTests {
  /// Five channels of which the first is constant; unit 1 shows its fault in channels 3 and 1, unit 2
  /// its own too weakly for any alarm, and unit 3 has none.
  private static let dataSet: DataSet = {
    func unit(_ id: String, _ readings: [Double]?) -> Unit {
      var values = Matrix(rows: 20, columns: 5, filledWith: 0)
      for row in 0..<20 {
        values[row, 0] = 5
        for channel in 1..<5 { values[row, channel] = row % 2 == 0 ? 1 : -1 }
      }
      if let readings {
        for row in 12..<16 {
          for channel in 1..<5 { values[row, channel] = readings[channel - 1] }
        }
      }
      return Unit(
        id: id, times: (0..<20).map(Double.init), values: values, ending: .censored,
        recordedPhases: PhaseTrack(names: ["on"], codes: [UInt8](repeating: 0, count: 20)),
        faults: readings == nil
          ? []
          : [
            Fault(kind: "leak", origin: .machine, rows: 12..<16, channels: [1, 3]),
            Fault(kind: "drift", origin: .sensor, rows: 12..<16, channels: [2]),
          ])
    }
    return DataSet(
      source: "made", subset: nil, channels: (0..<5).map { Channel(id: "c\($0)") },
      timeUnit: .minute,
      units: [unit("1", [-4, 4, 7, 0]), unit("2", [0.5, 0, 0, 0]), unit("3", nil)],
      rawChannels: [1],
      identity: "made")
  }()

  private func output(
    _ detector: any Detector, features: FeatureRule? = nil
  ) throws -> (CellOutput, [MetricValue]) {
    let experiment = try Made.experiment(Self.dataSet).taking(features)
    let output = CellScoring(
      experiment: experiment, detector: detector, alarm: Made.plainAlarm,
      randomness: Randomness(seed: 1, dataset: "d", detector: "x")
    ).run()
    try #require(output.status == .ok, "\(output.reason)")
    let evaluation = Evaluation(
      experiment.evaluatedUnits(output, Made.plainAlarm),
      settings: experiment.evaluationSettings(Made.plainAlarm), resamples: nil)
    return (output, evaluation.values.filter { $0.metric.hasPrefix("attribution") })
  }

  @Test func theLargestContributionsAtTheAlarmAreNamed() throws {
    let (output, values) = try output(MaxZ())
    // |−4| and 4 tie: channel order decides; a channel at 0 is never named.
    #expect(output.namedChannels == [[[3, 1, 2]], [nil], []])
    #expect(values.map(\.metric) == ["attribution-hit.1", "attribution-hit.3"])
    #expect(values.map(\.value) == [1, 1])
    #expect(values.map(\.n) == [1, 1])
    #expect(CellFile.decode(CellFile.encode(output), rows: [20, 20, 20]) == output)
  }

  @Test func theFeaturesOfAChannelAreAddedUp() throws {
    // Seen alone, the difference of channel 2 (4 after 1 or −1) would lie behind that of channel 1.
    let features = FeatureRule(window: 2, kinds: [.value, .difference, .max])
    let (output, _) = try output(MaxZ(), features: features)
    #expect(output.namedChannels.map(\.count) == [1, 1, 0])
    #expect(output.namedChannels[0].map { $0.map(Set.init) } == [[3, 2, 1]])
  }

  @Test func withoutAnExplanationThereIsNoMetric() throws {
    let (output, values) = try output(MadeDetector { $0.row == 13 ? 2 : 0 })
    #expect(output.namedChannels == [[nil], [nil], []])
    #expect(values.isEmpty)
  }
}
