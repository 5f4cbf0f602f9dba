import CYAML
import JSON

/// The one owner of a libyaml parser and of the bytes that it reads.
@safe struct YAMLEventReader: ~Copyable {
  // The parser holds a pointer to itself, so it must not move: it lives on the heap.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let bytes: UnsafeMutableBufferPointer<UInt8>

  init(_ text: [UInt8]) {
    unsafe parser = .allocate(capacity: 1)
    unsafe parser.initialize(to: yaml_parser_t())
    unsafe bytes = .allocate(capacity: text.count)
    _ = unsafe bytes.initialize(from: text)
    // The only failure of this call is a lack of memory, which Swift does not survive either.
    precondition(unsafe yaml_parser_initialize(parser) == 1, "out of memory")
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe bytes.deallocate()
  }

  /// Reads the next step.
  ///
  /// - Throws: ``YAMLError`` at the first fault; there is nothing to read after it.
  mutating func next() throws(YAMLError) -> YAMLEvent {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw fault() }
    defer { unsafe yaml_event_delete(&event) }
    return unsafe Self.event(event)
  }

  private static func event(_ event: yaml_event_t) -> YAMLEvent {
    let place = unsafe TextPlace(event.start_mark)
    switch unsafe event.type {
    case YAML_DOCUMENT_START_EVENT: return YAMLEvent(kind: .documentStart, place: place)
    case YAML_STREAM_END_EVENT: return YAMLEvent(kind: .streamEnd, place: place)
    case YAML_ALIAS_EVENT: return YAMLEvent(kind: .alias, place: place)
    case YAML_SEQUENCE_END_EVENT: return YAMLEvent(kind: .sequenceEnd, place: place)
    case YAML_MAPPING_END_EVENT: return YAMLEvent(kind: .mappingEnd, place: place)
    case YAML_SEQUENCE_START_EVENT:
      let data = unsafe event.data.sequence_start
      return unsafe YAMLEvent(
        kind: .sequenceStart, place: place, hasAnchor: data.anchor != nil, hasTag: data.tag != nil)
    case YAML_MAPPING_START_EVENT:
      let data = unsafe event.data.mapping_start
      return unsafe YAMLEvent(
        kind: .mappingStart, place: place, hasAnchor: data.anchor != nil, hasTag: data.tag != nil)
    case YAML_SCALAR_EVENT:
      let data = unsafe event.data.scalar
      let text = unsafe String(
        decoding: UnsafeBufferPointer(start: data.value, count: data.length), as: UTF8.self)
      let isPlain = unsafe data.style == YAML_PLAIN_SCALAR_STYLE
      return unsafe YAMLEvent(
        kind: .scalar(text, isPlain: isPlain), place: place, hasAnchor: data.anchor != nil,
        hasTag: data.tag != nil)
    default: return YAMLEvent(kind: .other, place: place)
    }
  }

  private func fault() -> YAMLError {
    let problem = unsafe parser.pointee.problem
    let reason = unsafe problem.map { unsafe String(cString: $0) } ?? "not readable as YAML"
    // A fault of the characters themselves carries a byte offset in place of a mark.
    if unsafe parser.pointee.error == YAML_READER_ERROR {
      let offset = unsafe min(parser.pointee.problem_offset, bytes.count)
      return unsafe YAMLError(
        place: TextPlace(offset: offset, in: bytes), reason: "not YAML: \(reason)")
    }
    let place = unsafe TextPlace(parser.pointee.problem_mark)
    if unsafe byte(at: parser.pointee.problem_mark) == UInt8(ascii: "\t") {
      return YAMLError(place: place, reason: "a tab cannot indent in YAML; use blanks")
    }
    return YAMLError(place: place, reason: "not YAML: \(reason)")
  }

  private func byte(at mark: yaml_mark_t) -> UInt8? {
    let text = unsafe String(decoding: bytes, as: UTF8.self).unicodeScalars
    let index = text.index(text.startIndex, offsetBy: mark.index, limitedBy: text.endIndex)
    guard let index, index < text.endIndex, text[index].isASCII else { return nil }
    return UInt8(text[index].value)
  }
}

extension TextPlace {
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: mark.line + 1, column: mark.column + 1)
  }

  fileprivate init(offset: Int, in bytes: UnsafeMutableBufferPointer<UInt8>) {
    let before = unsafe bytes[..<offset]
    let start = unsafe before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let line = unsafe before.count { $0 == 0x0A }
    let column = unsafe String(decoding: before[start...], as: UTF8.self).unicodeScalars.count
    self.init(line: line + 1, column: column + 1)
  }
}
