import Numerics
import Telemetry

@testable import Detectors

/// Training rows that are hard to learn from, each set with a name; three channels unless it says so.
struct HardRows: Sendable, CustomStringConvertible {
  let description: String
  let channels: Int
  /// The rows of every unit.
  let units: [[[Double]]]
  /// Whether all rows are failing or none is, where that is not the last third of each unit.
  var allFail: Bool?

  init(
    _ description: String, channels: Int = 3, units: Int = 3, rows: Int = 40, allFail: Bool? = nil,
    _ row: (_ noise: [Double], _ place: Int) -> [Double] = { noise, _ in noise }
  ) {
    self.description = description
    self.channels = channels
    self.allFail = allFail
    self.units = (0..<units).map { unit in
      var stream = RandomStream(key: UInt64(unit))
      return (0..<rows).map { place in
        row((0..<channels).map { _ in stream.normal() }, place)
      }
    }
  }

  static let all: [HardRows] = [
    HardRows("usual") { noise, _ in [noise[0], noise[1], 0.2 * noise[2]] },
    HardRows("no unit", units: 0), HardRows("no row", units: 1, rows: 0),
    HardRows("one row", units: 1, rows: 1), HardRows("two rows", units: 1, rows: 2),
    HardRows("three rows", units: 1, rows: 3), HardRows("one row a unit", units: 40, rows: 1),
    HardRows("fewer rows than channels", channels: 12, units: 1, rows: 8),
    HardRows("one channel", channels: 1),
    HardRows("healthy only", allFail: false), HardRows("failing only", allFail: true),
    HardRows("one channel constant") { noise, _ in [noise[0], 0.5, noise[2]] },
    HardRows("all channels constant") { _, _ in [0.1, 0.2, 0.3] },
    HardRows("two rows differ") { _, place in [place == 5 ? 1 : 0, 0, 0] },
    HardRows("duplicated channels") { noise, _ in [noise[0], noise[0], noise[0]] },
    HardRows("collinear channels") { noise, _ in [noise[0], noise[1], noise[0] - noise[1]] },
    HardRows("linear in time") { _, place in [Double(place), 2 * Double(place), 1] },
    HardRows("coarse") { noise, _ in noise.map { $0.rounded() } },
    HardRows("beyond squares") { noise, _ in noise.map { 1e300 * $0 } },
    HardRows("at the largest number") { noise, _ in
      noise.map { $0 < 0 ? -.greatestFiniteMagnitude : .greatestFiniteMagnitude }
    },
    HardRows("below squares") { noise, _ in noise.map { 1e-300 * $0 } },
    HardRows("at the smallest number") { noise, _ in
      noise.map { $0 < 0 ? 0 : .leastNonzeroMagnitude }
    },
    HardRows("of all sizes") { noise, _ in [1e-300 * noise[0], noise[1], 1e300 * noise[2]] },
    HardRows("one outlier") { noise, place in
      place == 3 ? [.greatestFiniteMagnitude, -1e200, 1e12] : noise
    },
    HardRows("classes apart") { noise, place in place < 27 ? noise : noise.map { $0 + 1e6 } },
  ]

  /// The rows as a detector asks for them.
  func training(for learning: Learning) -> TrainingSet {
    TrainingSet(
      channels: (0..<channels).map { Channel(id: "c\($0)") },
      units: units.enumerated().map { index, rows in
        TrainingUnit(
          id: "\(index)",
          values: Matrix(rows: rows.count, columns: channels, storage: rows.flatMap { $0 }),
          moments: rows.indices.map { Moment(time: Double($0), regime: 0) },
          fitRows: Array(rows.indices), targets: targets(rows.count, learning))
      })
  }

  private func targets(_ count: Int, _ learning: Learning) -> [Double]? {
    switch learning {
    case .healthyRows: nil
    case .labels: (0..<count).map { allFail ?? (3 * $0 >= 2 * count) ? 1 : 0 }
    case .lives:
      (0..<count).map { row in
        allFail.map { $0 ? 0 : Learning.lifeCap }
          ?? min(Double(4 * (count - row)), Learning.lifeCap)
      }
    }
  }

  /// Rows to score after that: usual ones, and extreme ones that no training has seen.
  func scored() -> Matrix {
    let great = Double.greatestFiniteMagnitude
    let small = Double.leastNonzeroMagnitude
    let extremes = [
      0, 1e12, -1e12, 1e-12, 1e154, -1e155, 1e300, -1e300, great, -great, great, great, -0.0, small,
      -small, 0,
    ]
    let one = extremes.map { [Double](repeating: $0, count: channels) }
    let turned = extremes.map { value in
      (0..<channels).map { $0.isMultiple(of: 2) ? value : -value }
    }
    let alone = extremes.map { value in (0..<channels).map { $0 == 0 ? value : 0.5 } }
    let usual = units.first ?? []
    let rows = usual + one + usual + turned + usual + alone + usual
    return Matrix(rows: rows.count, columns: channels, storage: rows.flatMap { $0 })
  }
}
