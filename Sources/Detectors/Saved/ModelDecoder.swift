/// Makes fitted models of bytes.
public enum ModelDecoder {
  /// The model whose bytes ``ModelEncoder`` has made.
  ///
  /// - Parameters:
  ///   - type: The type of the model.
  ///   - bytes: The bytes, all of which belong to it.
  /// - Returns: The model.
  /// - Throws: `DecodingError` where the bytes are no such model.
  public static func decode<Model: Decodable>(
    _ type: Model.Type, from bytes: ArraySlice<UInt8>
  ) throws -> Model {
    var reader = ByteReader(bytes)
    guard let node = ModelNode(&reader), reader.isAtEnd else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: [], debugDescription: "the bytes are no values of a model"))
    }
    return try NodeDecoder(node: node, codingPath: []).value(type)
  }

  /// The fitted model whose bytes ``ModelEncoder`` has made, fit to score rows.
  ///
  /// - Parameters:
  ///   - type: The type of the model.
  ///   - bytes: The bytes, all of which belong to it.
  ///   - channels: How many values the rows have that it is to score.
  /// - Returns: The model.
  /// - Throws: `DecodingError` where the bytes are no such model, and ``DetectorError`` where no fit
  ///   can have made it.
  public static func decode(
    _ type: any (FittedModel & Codable).Type, from bytes: ArraySlice<UInt8>, channels: Int
  ) throws -> any FittedModel & Codable {
    let model = try decode(type, from: bytes)
    try model.check(channels: channels)
    return model
  }
}

/// Hands out what stands in a node.
private struct NodeDecoder: Decoder {
  let node: ModelNode
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func value<Value: Decodable>(_ type: Value.Type) throws -> Value {
    if let plain = node.plain(type) { return plain }
    switch node {
    case .null, .list, .record, .integers, .flags, .numbers, .words, .bytes:
      return try Value(from: self)
    case .flag, .integer, .number, .text:
      // Raw values and other wrappers ask for the single value that they wrap.
      if ModelNode.plainTypes.contains(where: { $0 == type }) { throw mismatch(type) }
      return try Value(from: self)
    }
  }

  func mismatch(_ type: Any.Type) -> DecodingError {
    DecodingError.typeMismatch(
      type, .init(codingPath: codingPath, debugDescription: "another kind of value stands there"))
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .record(let members) = node else { throw mismatch([String: Any].self) }
    return KeyedDecodingContainer(Record<Key>(decoder: self, members: members))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard let elements = node.elements else { throw mismatch([Any].self) }
    return List(decoder: self, elements: elements)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { Single(decoder: self) }

  func at(_ key: any CodingKey, _ node: ModelNode) -> NodeDecoder {
    NodeDecoder(node: node, codingPath: codingPath + [key])
  }

  private struct Single: SingleValueDecodingContainer {
    let decoder: NodeDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }

    func decodeNil() -> Bool { decoder.node == .null }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
      if let plain = decoder.node.plain(type) { return plain }
      if ModelNode.plainTypes.contains(where: { $0 == type }) { throw decoder.mismatch(type) }
      return try Value(from: decoder)
    }
  }

  private struct List: UnkeyedDecodingContainer {
    let decoder: NodeDecoder
    let elements: [ModelNode]
    var currentIndex = 0
    var codingPath: [any CodingKey] { decoder.codingPath }
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    init(decoder: NodeDecoder, elements: [ModelNode]) {
      self.decoder = decoder
      self.elements = elements
    }

    private mutating func next() throws -> NodeDecoder {
      guard !isAtEnd else { throw decoder.mismatch([Any].self) }
      defer { currentIndex += 1 }
      return NodeDecoder(node: elements[currentIndex], codingPath: codingPath)
    }

    mutating func decodeNil() throws -> Bool {
      guard !isAtEnd, elements[currentIndex] == .null else { return false }
      currentIndex += 1
      return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
      try next().value(type)
    }

    mutating func nestedContainer<Key: CodingKey>(
      keyedBy type: Key.Type
    ) throws -> KeyedDecodingContainer<Key> { try next().container(keyedBy: type) }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
      try next().unkeyedContainer()
    }

    mutating func superDecoder() throws -> any Decoder { try next() }
  }

  private struct Record<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: NodeDecoder
    let members: [ModelNode.Member]
    var codingPath: [any CodingKey] { decoder.codingPath }
    var allKeys: [Key] { members.compactMap { Key(stringValue: $0.key) } }

    func contains(_ key: Key) -> Bool { members.contains { $0.key == key.stringValue } }

    private func member(_ key: any CodingKey) throws -> NodeDecoder {
      guard let member = members.first(where: { $0.key == key.stringValue }) else {
        throw DecodingError.keyNotFound(
          key, .init(codingPath: codingPath, debugDescription: "it was not saved"))
      }
      return decoder.at(key, member.value)
    }

    func decodeNil(forKey key: Key) throws -> Bool { try member(key).node == .null }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
      try member(key).value(type)
    }

    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { try member(key).container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
      try member(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { try member(SuperKey()) }

    func superDecoder(forKey key: Key) throws -> any Decoder { try member(key) }
  }
}

extension ModelNode {
  /// The types that stand in a node by themselves and would ask it for themselves without end.
  fileprivate static let plainTypes: [any Any.Type] = [
    Bool.self, Double.self, String.self, Float.self, Int.self, Int8.self, Int16.self, Int32.self,
    Int64.self, UInt.self, UInt8.self, UInt16.self, UInt32.self, UInt64.self,
  ]

  /// What stands in a list of any kind, one by one.
  fileprivate var elements: [ModelNode]? {
    switch self {
    case .list(let nodes): nodes
    case .flags(let values): values.map(ModelNode.flag)
    case .bytes(let values): values.map { .integer(Int64($0)) }
    case .words(let values): values.map { .integer(Int64($0)) }
    case .integers(let values): values.map(ModelNode.integer)
    case .numbers(let values): values.map(ModelNode.number)
    case .null, .flag, .integer, .number, .text, .record: nil
    }
  }
}
