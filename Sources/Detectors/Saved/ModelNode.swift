/// A value of a fitted model as it is saved: what Swift's `Codable` makes of it, before it is bytes.
enum ModelNode: Equatable, Sendable {
  case null
  case flag(Bool)
  case integer(Int64)
  case number(Double)
  case text(String)
  case flags([Bool])
  case bytes([UInt8])
  case words([Int32])
  case integers([Int64])
  case numbers([Double])
  case list([ModelNode])
  case record([Member])

  struct Member: Equatable, Sendable {
    let key: String
    let value: ModelNode
  }

  /// The node of a value that needs no containers of its own; `nil` of any other.
  ///
  /// - Complexity: An array of numbers is one node, however long it is.
  init?(plain value: any Encodable) {
    switch value {
    case let value as Bool: self = .flag(value)
    case let value as Double: self = .number(value)
    case let value as Float: self = .number(Double(value))
    case let value as String: self = .text(value)
    case let value as any FixedWidthInteger:
      // An unsigned 64-bit number keeps its bits.
      self = .integer(Int64(truncatingIfNeeded: value))
    case let value as [Double]: self = .numbers(value)
    case let value as [Int32]: self = .words(value)
    case let value as [UInt8]: self = .bytes(value)
    case let value as [Bool]: self = .flags(value)
    case let value as [Int]: self = .integers(value.map(Int64.init))
    default: return nil
    }
  }

  /// The node as a value of a type that needs no containers of its own; `nil` where it is none.
  func plain<Value>(_ type: Value.Type) -> Value? {
    switch self {
    case .flag(let value): value as? Value
    case .number(let value): value as? Value ?? Float(value) as? Value
    case .text(let value): value as? Value
    case .integer(let value): (type as? any FixedWidthInteger.Type)?.exactly(value) as? Value
    case .numbers(let values): values as? Value
    case .words(let values): values as? Value
    case .bytes(let values): values as? Value
    case .flags(let values): values as? Value
    case .integers(let values): values.map(Int.init) as? Value
    case .null, .list, .record: nil
    }
  }
}

extension FixedWidthInteger {
  /// The number that was saved as some bits, if this type can hold it.
  fileprivate static func exactly(_ bits: Int64) -> Self? {
    let value = Self(truncatingIfNeeded: bits)
    return Int64(truncatingIfNeeded: value) == bits ? value : nil
  }
}
