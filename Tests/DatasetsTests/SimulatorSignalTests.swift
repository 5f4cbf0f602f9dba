import Numerics
import Telemetry
import Testing

@testable import Datasets

@Suite struct SimulatorSignalTests {
  private static let fleet = Simulator.units(.standard, with: .everything)
  private static let noisy = Simulator.units(.standard, with: .noise)
  private static let quiet = Simulator.units(.standard, with: [])

  @Test(arguments: PumpChannel.allCases)
  func readingsStayInTheirRange(channel: PumpChannel) {
    for unit in Self.fleet {
      let outside = unit.values.column(channel.rawValue).filter {
        !$0.isNaN && !channel.traits.range.contains($0)
      }
      #expect(outside.isEmpty)
    }
  }

  @Test(arguments: PumpChannel.allCases)
  func normalOperationIsAsStated(channel: PumpChannel) throws {
    let readings = Self.noisy.flatMap { unit in
      self.rows(of: unit, in: .normal).map { unit.values[$0, channel.rawValue] }
    }
    let traits = channel.traits
    let mean = try #require(Statistics.mean(readings))
    let deviation = try #require(Statistics.standardDeviation(readings))
    #expect(abs(mean - traits.mean) < 0.25 * traits.spread)
    #expect((0.8...1.1).contains(deviation / traits.spread))
  }

  @Test(arguments: [PumpChannel.flow, .current, .dutyCycle, .pressure, .temperature])
  func highLoadLiesAboveNormal(channel: PumpChannel) throws {
    let means = try [PumpState.normal, .highLoad].map { state in
      let readings = Self.noisy.flatMap { unit in
        self.rows(of: unit, in: state).map { unit.values[$0, channel.rawValue] }
      }
      return try #require(Statistics.mean(readings))
    }
    #expect(means[1] - means[0] > 0.8 * channel.traits.spread)
  }

  @Test func pumpAtRestDeliversNothing() {
    for unit in Self.quiet {
      for row in rows(of: unit, in: .maintenance) {
        #expect(unit.values[row, PumpChannel.flow.rawValue] == 0)
        #expect(unit.values[row, PumpChannel.current.rawValue] == 0)
      }
    }
  }

  @Test func dayDiffersFromNightAndWorkdayFromWeekend() throws {
    let spread = PumpChannel.flow.traits.spread
    let night = try meanFlow { (1..<5).contains($0 / 60 % 24) }
    let day = try meanFlow { (12..<18).contains($0 / 60 % 24) }
    #expect(day - night > 0.8 * spread)
    let workday = try meanFlow { $0 / 1440 % 7 < 5 }
    let weekend = try meanFlow { $0 / 1440 % 7 >= 5 }
    #expect(workday - weekend > 0.3 * spread)
  }

  /// The common load adds little to these two channels, so their noise shows by itself.
  @Test(arguments: [(PumpChannel.vibration, 0.6), (.pressure, 0.85)])
  func noiseRemembersTheMinuteBefore(channel: PumpChannel, persistence: Double) throws {
    var product = 0.0
    var square = 0.0
    for (noisy, quiet) in zip(Self.noisy, Self.quiet) {
      let rows = rows(of: noisy, in: .normal)
      let noise = noisy.values.column(channel.rawValue)
      let mean = quiet.values.column(channel.rawValue)
      for (row, next) in zip(rows, rows.dropFirst()) where next == row + 1 {
        product += (noise[row] - mean[row]) * (noise[next] - mean[next])
        square += (noise[row] - mean[row]) * (noise[row] - mean[row])
      }
    }
    #expect(abs(product / square - persistence) < 0.03)
  }

  @Test func autoregressiveNoiseHasItsMoments() throws {
    var noise = AutoregressiveNoise(
      persistence: 0.8, standardDeviation: 3, stream: RandomStream(key: 3))
    let values = (0..<200_000).map { _ in noise.next() }
    let deviation = try #require(Statistics.standardDeviation(values))
    #expect(abs(deviation - 3) < 0.05)
    let products = zip(values, values.dropFirst()).map { $0 * $1 }
    let covariance = try #require(Statistics.mean(products))
    #expect(abs(covariance / (deviation * deviation) - 0.8) < 0.01)
  }

  private func meanFlow(_ includes: (Int) -> Bool) throws -> Double {
    let readings = Self.noisy.flatMap { unit in
      self.rows(of: unit, in: .normal).filter(includes).map {
        unit.values[$0, PumpChannel.flow.rawValue]
      }
    }
    return try #require(Statistics.mean(readings))
  }

  private func rows(of unit: Telemetry.Unit, in state: PumpState) -> [Int] {
    guard let codes = unit.recordedPhases?.codes else { return [] }
    return codes.indices.filter { codes[$0] == state.rawValue }
  }
}
