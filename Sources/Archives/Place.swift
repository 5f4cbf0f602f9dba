/// Where something stands: a file, a member through the archives in it, and a spot in its text.
public struct Place: Sendable, Equatable {
  /// The file on disk, as its path was given.
  public let file: String
  /// The names of the members from the outermost archive inwards; empty for the file itself.
  public let members: [String]
  /// The line of text, from 1.
  public let line: Int?
  /// The field within the line, from 1.
  public let column: Int?

  public init(file: String, members: [String] = [], line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.members = members
    self.line = line
    self.column = column
  }

  /// The path of the member through the archives, such as `inner.zip › table.txt`.
  public var member: String? {
    members.isEmpty ? nil : members.joined(separator: Self.separator)
  }

  /// The place of a member of the archive that stands here.
  public func member(_ name: String) -> Place {
    Place(file: file, members: members + [name])
  }

  /// A spot in the text that stands here.
  public func at(line: Int, column: Int? = nil) -> Place {
    Place(file: file, members: members, line: line, column: column)
  }

  private static let separator = " › "
}

extension Place: CustomStringConvertible {
  public var description: String {
    // Editors and terminals find a spot in a file on disk by this form; inside an archive none can.
    if members.isEmpty {
      return ([file] + [line, column].compactMap { $0?.description }).joined(separator: ":")
    }
    var text = ([file] + members).joined(separator: Self.separator)
    if let line { text += ", line \(line)" }
    if let column { text += ", column \(column)" }
    return text
  }
}
