import Archives
import Datasets
import Foundation
import Harness
import JSON
import Reports

extension Command {
  static let dataInspect = Command(
    path: ["data", "inspect"],
    summary: "Say what an archive holds: layers, data sets, missing members, damage.",
    discussion: [
      "Reads the whole archive or folder. A partial one is fine: what is missing is listed, and what"
        + " a zip that was cut short still holds is read.",
      "Exit codes: 0 nothing is damaged, 3 something is, or the file is no archive.",
    ],
    arguments: [Argument(name: "FILE", help: "An archive, such as CMAPSSData.zip, or a folder.")],
    options: [.flag("json", help: "Print it for programs."), .archiveLimit],
    examples: [
      Example(
        line: "assay data inspect CMAPSSData.zip",
        meaning: "Units, rows and digests of the four C-MAPSS subsets.")
    ]
  ) { arguments in
    let inspection = try Inspection(
      ofArchiveAt: arguments.positional(0), limits: try ArchiveLimits(arguments))
    if arguments.flag("json") {
      print(inspection.json.pretty, terminator: "")
    } else {
      print(inspection.text)
    }
    return inspection.damage.isEmpty ? .fine : .data
  }
}

extension Inspection.Layer {
  /// A line that is indented by the archives around the layer.
  fileprivate var text: String {
    let names = path.isEmpty ? [] : path.components(separatedBy: " › ")
    let indent = String(repeating: "  ", count: names.count + 1)
    return indent + ([format] + names.suffix(1)).joined(separator: " ")
  }
}

extension Inspection {
  fileprivate var text: String {
    let head =
      [
        file, "  \(bytes) bytes, SHA-256 \(sha256)",
        "  \(isKnown ? "a known distribution" : "not a distribution whose digest is listed")",
      ] + layers.map(\.text)
    let tables = [dataSetTable, memberTable].filter { !$0.sections[0].isEmpty }.map { $0.text() }
    let notes =
      missing.map { "missing: \($0)" }
      + unreached.map { "not reached: \($0), which may stand behind the damage" }
      + damage.map { "damage: \($0)" }
    let unknown = dataSets.isEmpty ? ["It holds no data set that assay knows."] : []
    let lines = notes.flatMap { Paragraph.wrapped($0) }
    return ([head.joined(separator: "\n")] + unknown + tables + [lines.joined(separator: "\n")])
      .filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private var dataSetTable: Table {
    Table(
      title: "Data sets",
      columns: [
        .init("data set", .left), .init("units"), .init("rows"), .init("channels"), .init("gaps"),
        .init("time", .left), .init("state", .left),
      ],
      sections: [
        dataSets.flatMap { found in
          found.parts.map { part in
            [
              found.name(of: part), String(part.units), String(part.rows),
              String(part.channels), String(part.gaps), part.span,
              found.isComplete ? "complete" : "partial",
            ]
          }
        }
      ])
  }

  /// More members than this are listed only for programs.
  private static let mostMembers = 30

  private var memberTable: Table {
    let rest = members.count - Self.mostMembers
    return Table(
      title: "Members",
      columns: [
        .init("member", .left), .init("bytes"), .init("SHA-256", .left), .init("digest", .left),
      ],
      sections: [
        members.prefix(Self.mostMembers).map { member in
          let name = member.path.components(separatedBy: " › ").last ?? member.path
          return [
            name, String(member.bytes), member.sha256.prefix(16) + "…",
            member.isKnown ? "known" : "–",
          ]
        }
      ], notes: rest > 0 ? ["\(rest) more of \(members.count) members: --json lists them."] : [])
  }

  fileprivate var json: JSONValue {
    [
      "file": .string(file), "bytes": .integer(bytes), "sha256": .string(sha256),
      "known": .bool(isKnown),
      "layers": .array(
        layers.map { ["path": .string($0.path), "format": .string($0.format)] }),
      "data_sets": .array(
        dataSets.map { found in
          [
            "source": .string(found.source), "subset": .string(found.subset),
            "complete": .bool(found.isComplete),
            "parts": .array(
              found.parts.map { part in
                [
                  "name": .string(part.name), "units": .integer(part.units),
                  "rows": .integer(part.rows), "first_time": .number(part.firstTime),
                  "last_time": .number(part.lastTime), "first": .string(part.first),
                  "last": .string(part.last), "channels": .integer(part.channels),
                  "gaps": .integer(part.gaps),
                ]
              }),
          ]
        }),
      "members": .array(
        members.map { member in
          [
            "path": .string(member.path), "bytes": .integer(member.bytes),
            "sha256": .string(member.sha256), "known": .bool(member.isKnown),
          ]
        }),
      "missing": .array(missing.map(JSONValue.string)),
      "unreached": .array(unreached.map(JSONValue.string)),
      "damage": .array(damage.map(JSONValue.string)),
    ]
  }
}

extension Inspection.Part {
  /// From the first to the last time, of snapshots without hours.
  fileprivate var span: String {
    let ends = [first, last].map { $0.split(separator: ".").prefix(3).joined(separator: "-") }
    return ends.joined(separator: "–")
  }
}

extension Inspection.Found {
  /// What a part is called where all are listed.
  fileprivate func name(of part: Inspection.Part) -> String {
    let name = "\(source) \(subset)"
    return source == CMAPSS.source ? "\(name) \(part.name)" : name
  }
}
