@testable import Detectors

/// Nodes that no fit has made.
extension ModelNode {
  /// The nodes that differ from this one in a single place, by a value that may do harm there.
  var forged: [ModelNode] {
    switch self {
    case .null, .flag, .text, .bytes: []
    case .flags(let values): [.flags(Array(values.dropLast()))]
    case .integer(let value): Self.hostile(value).map(ModelNode.integer)
    case .number(let value): Self.hostile(value).map(ModelNode.number)
    case .words(let values): Self.forged(values, Self.hostile).map(ModelNode.words)
    case .integers(let values): Self.forged(values, Self.hostile).map(ModelNode.integers)
    case .numbers(let values): Self.forged(values, Self.hostile).map(ModelNode.numbers)
    case .list(let nodes):
      Self.forged(nodes) { $0.forged }.map(ModelNode.list)
    case .record(let members):
      members.indices.flatMap { index in
        members[index].value.forged.map { value in
          var changed = members
          changed[index] = Member(key: members[index].key, value: value)
          return .record(changed)
        }
      }
    }
  }

  /// The node with another value at the end of a path of keys and places.
  func replacing(_ path: ArraySlice<String>, with node: ModelNode) -> ModelNode {
    guard let key = path.first else { return node }
    switch self {
    case .record(let members):
      return .record(
        members.map {
          $0.key == key
            ? Member(key: key, value: $0.value.replacing(path.dropFirst(), with: node)) : $0
        })
    case .list(let nodes):
      return .list(
        nodes.enumerated().map { place, inner in
          "\(place)" == key ? inner.replacing(path.dropFirst(), with: node) : inner
        })
    default: return self
    }
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return bytes
  }

  /// Lists without an end, with one value more, and with one of some values forged.
  private static func forged<Value>(
    _ values: [Value], _ hostile: (Value) -> [Value]
  ) -> [[Value]] {
    let count = values.count
    let places = Set([0, 1, 2, 3, count / 2, count / 2 + 1, count - 1])
      .filter { values.indices.contains($0) }.sorted()
    let longer = values.last.map { [values + [$0]] } ?? []
    return [[], Array(values.dropLast())] + longer
      + places.flatMap { place in
        hostile(values[place]).map { value in
          var changed = values
          changed[place] = value
          return changed
        }
      }
  }

  private static func hostile<Value: FixedWidthInteger>(_ value: Value) -> [Value] {
    [0, 1, value &+ 1, value &- 1, ~value, .max, .min, .max / 2, value ^ Value(1) << 20]
  }

  private static func hostile(_ value: Double) -> [Double] {
    [
      .nan, .infinity, -.infinity, 0, -value, 1e300, .greatestFiniteMagnitude,
      .leastNonzeroMagnitude,
    ]
  }
}
