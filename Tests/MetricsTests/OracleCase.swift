import TestSupport
import Testing

@testable import Metrics

/// A series of `oracles/metrics.json` with the values of the reference implementations.
struct OracleCase: Decodable {
  let name: String
  let labels: [Int]
  let scores: [Double]
  let threshold: Double
  let expected: [String: Expected]

  enum Expected: Decodable {
    case number(Double)
    case undefined
    case list([Double?])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .undefined
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .list(try container.decode([Double?].self))
      }
    }
  }

  static func all() throws -> [OracleCase] {
    try SharedData.json("oracles/metrics.json", as: [OracleCase].self)
  }

  var series: Series {
    Series(
      rows: labels.count, events: runs(of: labels.map { $0 == 1 }),
      alarms: runs(of: scores.map { $0 >= threshold }), scores: scores)
  }
}

/// The maximal runs of `true`.
func runs(of flags: [Bool]) -> [Range<Int>] {
  var runs: [Range<Int>] = []
  for (index, flag) in flags.enumerated() where flag {
    if let last = runs.last, last.upperBound == index {
      runs[runs.count - 1] = last.lowerBound..<index + 1
    } else {
      runs.append(index..<index + 1)
    }
  }
  return runs
}

/// Holds values against the reference and counts them.
struct OracleComparison {
  private(set) var compared = 0
  private(set) var largestDifference = 0.0

  mutating func check(
    _ oracle: OracleCase, _ key: String, _ ours: Double?,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    compared += 1
    let place: Comment = "\(oracle.name): \(key)"
    switch oracle.expected[key] {
    case .number(let expected):
      guard let ours else {
        Issue.record("\(oracle.name): \(key) is undefined", sourceLocation: sourceLocation)
        return
      }
      let difference = abs(ours - expected) / max(1, abs(expected))
      largestDifference = max(largestDifference, difference)
      #expect(difference <= 1e-9, place, sourceLocation: sourceLocation)
    case .undefined: #expect(ours == nil, place, sourceLocation: sourceLocation)
    case .list, nil:
      Issue.record("\(oracle.name) has no number for \(key)", sourceLocation: sourceLocation)
    }
  }

  mutating func check(
    _ oracle: OracleCase, _ key: String, _ ours: [Double?],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard case .list(let expected) = oracle.expected[key] else {
      // Without events the reference has no list at all.
      compared += 1
      #expect(ours.isEmpty, "\(oracle.name): \(key)", sourceLocation: sourceLocation)
      return
    }
    compared += expected.count
    #expect(ours.count == expected.count, "\(oracle.name): \(key)", sourceLocation: sourceLocation)
    for (ours, expected) in zip(ours, expected) {
      #expect(
        (ours == nil) == (expected == nil), "\(oracle.name): \(key)",
        sourceLocation: sourceLocation)
      guard let ours, let expected else { continue }
      let difference = abs(ours - expected) / max(1, abs(expected))
      largestDifference = max(largestDifference, difference)
      #expect(difference <= 1e-9, "\(oracle.name): \(key)", sourceLocation: sourceLocation)
    }
  }
}
