import Datasets

extension TableMismatch {
  /// The mismatch as the fault of the suite that it is, at the name that the table does not have.
  func suiteError(_ entry: DatasetEntry) -> SuiteError {
    let path: (keys: [String], position: Int?) =
      switch setting {
      case .column(let role): (["columns", role.rawValue], nil)
      case .channels(let position): (["columns", "channels"], position)
      case .load(let position): (["columns", "load"], position)
      case .raw: (["columns", "raw"], nil)
      case .members(let position): (["members"], position)
      }
    let setting = path.keys.reduce(entry.origin) { $0.value(of: $1) ?? $0 }
    return (path.position.flatMap(setting.element) ?? setting)
      .error("\(place): \(reason)" + remedy)
  }

  /// A list is shown up to this length.
  private static let listed = 12

  private var remedy: String {
    let question = Spelling.question(for: name, among: known)
    if !question.isEmpty || known.isEmpty { return question }
    let names = known.prefix(Self.listed).map(\.debugDescription).joined(separator: ", ")
    return "; there is \(names)\(known.count > Self.listed ? ", …" : "")"
  }
}

extension Setting {
  /// The value of a key of the mapping that stands here.
  fileprivate func value(of key: String) -> Setting? {
    guard var reader = try? mapping() else { return nil }
    return reader.take(key)
  }

  /// The element of the list that stands here.
  fileprivate func element(_ index: Int) -> Setting? {
    guard let elements = try? elements(), elements.indices.contains(index) else { return nil }
    return elements[index]
  }
}
