import Archives
import Datasets
import Harness

extension Command {
  static let dataFetch = Command(
    path: ["data", "fetch"],
    summary: "Download the public archives and check them.",
    discussion: [
      "cmapss is 12 MB, ims 1.1 GB. A file gets its name only when its SHA-256, or those of the"
        + " files inside, are the listed ones; before that it is called NAME.part, and an"
        + " interrupted download goes on where it ended. A good file that is there is left as it"
        + " is. Where NASA's first address fails, others are tried.",
      "A file from --mirror may also be packed anew: if nothing is missing or damaged it is taken,"
        + " and it is said that no digest of it is listed.",
      "Downloads are made by the program curl, which takes proxies from its usual variables, such"
        + " as https_proxy.",
      "Exit codes: 0 every file is there, 2 the command line is wrong, 3 one cannot be had.",
    ],
    arguments: [
      Argument(name: "NAME", help: "cmapss, ims; all where none is named.", count: .anyNumber)
    ],
    options: [
      .value("to", name: "DIR", help: "The folder of the files.", default: "$ASSAY_DATA, or data"),
      .value(
        "mirror", name: "URL",
        help: "Where to download from: a folder, which ends in /, with the files under their own"
          + " names, or the address of one file."),
    ],
    examples: [
      Example(
        line: "assay data fetch cmapss",
        meaning: "C-MAPSS into data, where runs look for it."),
      Example(
        line: "assay data fetch --to ~/archives --mirror https://mirror.example/nasa/",
        meaning: "Everything, from a server near by."),
    ]
  ) { arguments in
    let mirror = try arguments.mirror
    let distributions = try arguments.distributions
    if let mirror, !mirror.isFolder, distributions.count != 1 {
      throw UsageError(
        "--mirror is the address of one file, so name what it is, or end the address of a folder"
          + " with /")
    }
    let folder = arguments.value("to") ?? RunOptions.dataFolders(arguments)[0]
    var code = ExitCode.fine
    for distribution in distributions {
      do {
        print(try fetch(Fetch(distribution, into: folder, from: mirror)))
      } catch {
        let failure = Failure(error)
        var standardError = StandardError()
        print(failure.message, to: &standardError)
        code = failure.code
      }
    }
    return code
  }

  /// Downloads with progress on standard error.
  private static func fetch(_ fetch: Fetch) throws -> String {
    let progress = ProgressLine(isShown: true)
    defer { progress.clear() }
    return "\(fetch.distribution.name): \(try fetch.run { progress.show($0) }.text)"
  }
}

extension ParsedArguments {
  fileprivate var mirror: Mirror? {
    get throws(UsageError) {
      guard let address = value("mirror") else { return nil }
      if let mirror = Mirror(address) { return mirror }
      throw UsageError("--mirror takes an address that begins with http, not \"\(address)\"")
    }
  }

  /// The named data sets, or all.
  fileprivate var distributions: [Distribution] {
    get throws(UsageError) {
      let known = Distribution.all.map(\.name)
      for name in positionals where !known.contains(name) {
        throw UsageError(
          "data fetch knows \(known.joined(separator: ", ")), not \"\(name)\""
            + Spelling.question(for: name, among: known))
      }
      return Distribution.all.filter { positionals.isEmpty || positionals.contains($0.name) }
    }
  }
}

extension Fetch.Outcome {
  fileprivate var text: String {
    let way = address.map { "downloaded from \($0)" } ?? "there already"
    return "\(path), \(content.bytes) bytes, \(way); \(proof)"
  }

  private var proof: String {
    switch evidence {
    case .listedFile: "its SHA-256 is the listed one"
    case .listedMembers: "the SHA-256 of every file inside is the listed one"
    case .completeness: "its SHA-256 \(content.sha256) is not listed, but nothing is missing"
    }
  }
}
