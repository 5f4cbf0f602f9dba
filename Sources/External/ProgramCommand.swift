import Archives
import FoundationEssentials
public import JSON

/// A program as a suite names it: words, and the folder that they and the program live in.
public struct ProgramCommand: Sendable, Equatable {
  /// The program, looked up in `PATH` or, if it has a slash, relative to the folder; and its
  /// arguments, as they stand.
  public let words: [String]
  /// The folder that the program starts in; that of this process where `nil`.
  public let folder: String?
  /// What is set over the environment of this process.
  public let environment: [String: String]

  public init(words: [String], folder: String? = nil, environment: [String: String] = [:]) {
    self.words = words
    self.folder = folder
    self.environment = environment
  }

  /// The files that the words name, each with its digest: what the program is as far as can be seen.
  ///
  /// A file that cannot be read has no digest; the program will say what it misses.
  public var files: JSONValue {
    .object(
      words.enumerated().compactMap { position, word in
        guard let path = path(of: word, isProgram: position == 0),
          let content = try? FileBytes.digest(of: path)
        else { return nil }
        return .init("\(position) \(FileBytes.name(of: path))", .string(content.sha256))
      })
  }

  /// The file that a word names, by itself or behind the `=` of an option.
  private func path(of word: String, isProgram: Bool) -> String? {
    let named = word.firstIndex(of: "=").map { String(word[word.index(after: $0)...]) }
    for name in [word] + [named].compactMap({ $0 }) where !name.isEmpty {
      let places: [String] =
        isProgram && !name.contains("/") ? searchPath.map { "\($0)/\(name)" } : [placed(name)]
      for place in places {
        var isFolder = false
        if FileManager.default.fileExists(atPath: place, isDirectory: &isFolder), !isFolder {
          return place
        }
      }
    }
    return nil
  }

  private func placed(_ name: String) -> String {
    name.hasPrefix("/") ? name : "\(folder ?? ".")/\(name)"
  }

  private var searchPath: [String] {
    let path = environment["PATH"] ?? ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").map(String.init)
  }
}
