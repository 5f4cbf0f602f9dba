import Archives
import Harness

extension Option {
  static let archiveLimit = Option.value(
    "archive-limit", name: "NAME=VALUE",
    help: "What archives may take before they are refused: bytes that they unpack to, ratio of"
      + " these to the bytes on disk, members, and nesting of archives in archives.",
    default: ArchiveLimits.Name.allCases.map { "\($0)=\(ArchiveLimits.standard[$0])" }
      .joined(separator: ", "), isRepeatable: true)
}

extension ArchiveLimits {
  /// The standard limits with those that a command line sets.
  init(_ arguments: ParsedArguments) throws(UsageError) {
    self = .standard
    for setting in arguments.values(Option.archiveLimit.long) {
      let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
      let names = Name.allCases.map(\.rawValue)
      guard let name = parts.first.flatMap(Name.init) else {
        let given = parts.first ?? ""
        throw UsageError(
          "--archive-limit takes one of \(names.joined(separator: ", ")), as in members=5000000,"
            + " not \"\(setting)\"\(Spelling.question(for: given, among: names))")
      }
      guard parts.count == 2, let value = Int(parts[1]), value >= 0 else {
        throw UsageError(
          "--archive-limit \(name) takes an integer of at least 0, as in"
            + " \(name)=\(ArchiveLimits.standard[name]), not \"\(setting)\"")
      }
      self[name] = value
    }
  }
}
