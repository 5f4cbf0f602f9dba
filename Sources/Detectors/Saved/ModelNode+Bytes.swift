/// Nodes as bytes: a tag, then the content; counts and numbers are 64-bit little-endian.
extension ModelNode {
  fileprivate enum Tag: UInt8 {
    case null, no, yes, integer, number, text, flags, bytes, words, integers, numbers, list, record
  }

  /// Appends the node's bytes.
  func append(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes.append(Tag.null.rawValue)
    case .flag(let value): bytes.append((value ? Tag.yes : .no).rawValue)
    case .integer(let value):
      bytes.append(Tag.integer.rawValue)
      bytes.append(littleEndian: value)
    case .number(let value):
      bytes.append(Tag.number.rawValue)
      bytes.append(littleEndian: value.bitPattern)
    case .text(let value):
      bytes.append(.text, count: value.utf8.count)
      bytes.append(contentsOf: value.utf8)
    case .flags(let values):
      bytes.append(.flags, count: values.count)
      bytes.append(contentsOf: values.map { $0 ? 1 : 0 })
    case .bytes(let values):
      bytes.append(.bytes, count: values.count)
      bytes.append(contentsOf: values)
    case .words(let values):
      bytes.append(.words, count: values.count)
      for value in values { bytes.append(littleEndian: value) }
    case .integers(let values):
      bytes.append(.integers, count: values.count)
      for value in values { bytes.append(littleEndian: value) }
    case .numbers(let values):
      bytes.append(.numbers, count: values.count)
      for value in values { bytes.append(littleEndian: value.bitPattern) }
    case .list(let nodes):
      bytes.append(.list, count: nodes.count)
      for node in nodes { node.append(to: &bytes) }
    case .record(let members):
      bytes.append(.record, count: members.count)
      for member in members {
        ModelNode.text(member.key).append(to: &bytes)
        member.value.append(to: &bytes)
      }
    }
  }

  /// Reads one node and what stands in it; `nil` where the bytes are no node.
  ///
  /// - Parameters:
  ///   - reader: The bytes, read up to the node.
  ///   - depth: How many lists and records may stand in each other from here on.
  init?(_ reader: inout ByteReader, depth: Int = 32) {
    guard depth > 0, let byte: UInt8 = reader.integer(), let tag = Tag(rawValue: byte) else {
      return nil
    }
    switch tag {
    case .null: self = .null
    case .no: self = .flag(false)
    case .yes: self = .flag(true)
    case .integer:
      guard let value: Int64 = reader.integer() else { return nil }
      self = .integer(value)
    case .number:
      guard let bits: UInt64 = reader.integer() else { return nil }
      self = .number(Double(bitPattern: bits))
    case .text:
      guard let text = reader.text() else { return nil }
      self = .text(text)
    case .flags:
      guard let values: [UInt8] = reader.integers(), values.allSatisfy({ $0 < 2 }) else {
        return nil
      }
      self = .flags(values.map { $0 == 1 })
    case .bytes:
      guard let values: [UInt8] = reader.integers() else { return nil }
      self = .bytes(values)
    case .words:
      guard let values: [Int32] = reader.integers() else { return nil }
      self = .words(values)
    case .integers:
      guard let values: [Int64] = reader.integers() else { return nil }
      self = .integers(values)
    case .numbers:
      guard let values: [UInt64] = reader.integers() else { return nil }
      self = .numbers(values.map(Double.init(bitPattern:)))
    case .list:
      guard let count = reader.count(elementSize: 1) else { return nil }
      var nodes: [ModelNode] = []
      for _ in 0..<count {
        guard let node = ModelNode(&reader, depth: depth - 1) else { return nil }
        nodes.append(node)
      }
      self = .list(nodes)
    case .record:
      guard let count = reader.count(elementSize: 2) else { return nil }
      var members: [Member] = []
      for _ in 0..<count {
        guard case .text(let key)? = ModelNode(&reader, depth: 1),
          let value = ModelNode(&reader, depth: depth - 1)
        else { return nil }
        members.append(Member(key: key, value: value))
      }
      self = .record(members)
    }
  }
}

extension [UInt8] {
  fileprivate mutating func append<Value: FixedWidthInteger>(littleEndian value: Value) {
    unsafe Swift.withUnsafeBytes(of: value.littleEndian) { unsafe append(contentsOf: $0) }
  }

  fileprivate mutating func append(_ tag: ModelNode.Tag, count: Int) {
    append(tag.rawValue)
    append(littleEndian: Int64(count))
  }
}
