import Archives

extension Distribution {
  /// An address to try, and what its file must prove.
  struct Source: Sendable {
    let address: String
    let fileName: String
    /// The weakest evidence that will do.
    let required: Evidence
    /// The size of the file where it is known.
    let bytes: Int?
  }

  /// The addresses to try, in order.
  ///
  /// A public address must bring what is listed for it; one that the user names may have packed the
  /// data anew.
  func sources(_ mirror: Mirror?) -> [Source] {
    guard let mirror else {
      return copies.map { copy in
        Source(
          address: copy.address, fileName: copy.fileName,
          required: copy.content == nil ? .listedMembers : .listedFile, bytes: copy.content?.bytes)
      }
    }
    let names = fileNames
    if mirror.isFolder {
      return names.map { name in
        Source(
          address: mirror.address(of: name), fileName: name, required: .completeness, bytes: nil)
      }
    }
    return [names.first(where: mirror.names) ?? names[0]].map { name in
      Source(address: mirror.address, fileName: name, required: .completeness, bytes: nil)
    }
  }

  /// The names that the file may have, the preferred one first.
  var fileNames: [String] {
    var names: [String] = []
    for copy in copies where !names.contains(copy.fileName) { names.append(copy.fileName) }
    return names
  }
}
