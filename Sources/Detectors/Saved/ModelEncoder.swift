/// Turns a fitted model into bytes.
public enum ModelEncoder {
  /// The bytes of a model, from which ``ModelDecoder`` makes one that gives the same bits.
  ///
  /// - Parameter model: The model.
  /// - Returns: The bytes.
  /// - Throws: What the model's own `encode` throws.
  public static func encode(_ model: any Encodable) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try node(of: model, path: []).append(to: &bytes)
    return bytes
  }

  fileprivate static func node(of value: any Encodable, path: [any CodingKey]) throws -> ModelNode {
    if let plain = ModelNode(plain: value) { return plain }
    let encoder = NodeEncoder(codingPath: path)
    try value.encode(to: encoder)
    return encoder.built
  }
}

/// What a value is encoded to; containers add to it.
private final class NodeEncoder: Encoder {
  private enum Content {
    case nothing
    case single(ModelNode)
    case list([NodeEncoder])
    case record([(key: String, value: NodeEncoder)])
  }

  let codingPath: [any CodingKey]
  let userInfo: [CodingUserInfoKey: Any] = [:]
  private var content = Content.nothing

  init(codingPath: [any CodingKey]) { self.codingPath = codingPath }

  var built: ModelNode {
    switch content {
    case .nothing: .record([])
    case .single(let node): node
    case .list(let elements): .list(elements.map(\.built))
    case .record(let members):
      .record(members.map { ModelNode.Member(key: $0.key, value: $0.value.built) })
    }
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    if case .record = content {} else { content = .record([]) }
    return KeyedEncodingContainer(Record<Key>(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    if case .list = content {} else { content = .list([]) }
    return List(encoder: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(encoder: self) }

  fileprivate func set(_ node: ModelNode) { content = .single(node) }

  fileprivate var count: Int {
    if case .list(let elements) = content { elements.count } else { 0 }
  }

  fileprivate func member(_ key: any CodingKey) -> NodeEncoder {
    let member = NodeEncoder(codingPath: codingPath + [key])
    if case .record(let members) = content {
      content = .record(members + [(key.stringValue, member)])
    }
    return member
  }

  fileprivate func element() -> NodeEncoder {
    let element = NodeEncoder(codingPath: codingPath)
    if case .list(var elements) = content {
      content = .nothing
      elements.append(element)
      content = .list(elements)
    }
    return element
  }

  private struct Single: SingleValueEncodingContainer {
    let encoder: NodeEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }

    func encodeNil() { encoder.set(.null) }

    func encode<Value: Encodable>(_ value: Value) throws {
      encoder.set(try ModelEncoder.node(of: value, path: codingPath))
    }
  }

  private struct List: UnkeyedEncodingContainer {
    let encoder: NodeEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }
    var count: Int { encoder.count }

    func encodeNil() { encoder.element().set(.null) }

    func encode<Value: Encodable>(_ value: Value) throws {
      encoder.element().set(try ModelEncoder.node(of: value, path: codingPath))
    }

    func nestedContainer<Key: CodingKey>(
      keyedBy type: Key.Type
    ) -> KeyedEncodingContainer<Key> { encoder.element().container(keyedBy: type) }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
      encoder.element().unkeyedContainer()
    }

    func superEncoder() -> any Encoder { encoder.element() }
  }

  private struct Record<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: NodeEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }

    func encodeNil(forKey key: Key) { encoder.member(key).set(.null) }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
      encoder.member(key).set(try ModelEncoder.node(of: value, path: codingPath + [key]))
    }

    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { encoder.member(key).container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
      encoder.member(key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { encoder.member(SuperKey()) }

    func superEncoder(forKey key: Key) -> any Encoder { encoder.member(key) }
  }
}

/// The key under which Swift keeps what a superclass encodes.
struct SuperKey: CodingKey {
  let stringValue = "super"
  let intValue: Int? = nil

  init() {}
  init?(stringValue: String) { nil }
  init?(intValue: Int) { nil }
}
