import Datasets
import Detectors
import Foundation
import Harness
import JSON
import Metrics
import Numerics
import Reports

extension Command {
  static let list = Command(
    path: ["list"],
    summary: "List detectors, datasets, metrics or suites.",
    arguments: [Argument(name: "WHAT", help: "detectors, datasets, metrics or suites.")],
    options: [.flag("json", help: "Print it for programs.")],
    examples: [
      Example(line: "assay list metrics", meaning: "Every metric with its definition.")
    ]
  ) { arguments in
    let what = arguments.positional(0)
    let entries: [ListEntry]
    switch what {
    case "detectors": entries = detectors
    case "datasets": entries = datasets
    case "metrics": entries = metrics
    case "suites":
      entries = suites
      if entries.isEmpty { throw UsageError("there is no suite in the folder suites here") }
    default:
      let known = ["detectors", "datasets", "metrics", "suites"]
      throw UsageError(
        "list knows \(known.joined(separator: ", ")), not \"\(what)\""
          + Spelling.question(for: what, among: known))
    }
    if arguments.flag("json") {
      print(
        JSONValue.array(
          entries.map { entry in
            .object(
              [JSONValue.Member("name", .string(entry.name))]
                + entry.facts.map { JSONValue.Member($0.key, .string($0.value)) })
          }
        ).pretty, terminator: "")
    } else {
      for entry in entries { print(entry.text) }
    }
    return .fine
  }

  private static var detectors: [ListEntry] {
    DetectorCatalog.kinds.map { kind in
      ListEntry(
        name: kind.name,
        facts: [("summary", kind.summary)] + kind.parameters.map { ($0.name, $0.description) })
    }
      + OutsideKind.allCases.map { kind in
        ListEntry(name: kind.rawValue, facts: [("summary", kind.summary)])
      }
      + Control.allCases.map { control in
        ListEntry(
          name: control.rawValue,
          facts: [("summary", "control, in every run: \(control.summary)")])
      }
  }

  private static var datasets: [ListEntry] {
    CMAPSS.subsets.map { subset in
      ListEntry(
        name: "cmapss \(subset)",
        facts: [("summary", "C-MAPSS turbofan engines, from \(CMAPSS.archiveNames[0])")]
          + labelSets(ofSource: CMAPSS.source))
    }
      + IMS.subsets.map { subset in
        ListEntry(
          name: "\(IMS.source) \(subset)",
          facts: [
            (
              "summary",
              "bearings of test \(subset), from \(IMS.archiveNames[0]), or from tables of their"
                + " features (source ims-features: from tables alone)"
            )
          ] + labelSets(ofSource: IMS.source))
      } + [
        ListEntry(
          name: Simulator.source,
          facts: [("summary", "industrial pumps with exact faults, embedded: days, pumps, seed")]
            + labelSets(ofSource: Simulator.source)),
        ListEntry(
          name: TableSource.source,
          facts: [
            (
              "summary",
              "your own data: delimited text alone, in an archive or a folder; path, columns, time;"
                + " see docs/your-own-data.md"
            )
          ] + labelSets(ofSource: TableSource.source)),
      ]
  }

  private static func labelSets(ofSource source: String) -> [(key: String, value: String)] {
    LabelSet.all(ofSource: source).map { set in
      ("labels \(set.name), version \(set.version)", set.definition)
    }
  }

  private static var metrics: [ListEntry] {
    MetricCatalog.metrics.map { metric in
      ListEntry(
        name: metric.id,
        facts: [
          ("definition", metric.definition), ("better", metric.direction.rawValue),
          ("unit", metric.unit), ("undefined", metric.undefined), ("source", metric.source),
          ("version", String(metric.version)),
        ])
    }
  }

  private static var suites: [ListEntry] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: "suites")) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.sorted().map { file in
      let text = (try? String(contentsOfFile: "suites/\(file)", encoding: .utf8)) ?? ""
      let comment = text.prefix { $0 != "\n" }
      return ListEntry(
        name: "suites/\(file)",
        facts: comment.hasPrefix("# ") ? [("summary", String(comment.dropFirst(2)))] : [])
    }
  }
}

/// A name and what is known of it.
private struct ListEntry {
  let name: String
  let facts: [(key: String, value: String)]

  var text: String {
    ([name]
      + facts.flatMap { fact in
        let text = fact.key == "summary" ? fact.value : "\(fact.key): \(fact.value)"
        return Paragraph.wrapped(text, margin: 4)
      }).joined(separator: "\n")
  }
}

extension Parameter {
  fileprivate var description: String {
    switch domain {
    case .integer(let standard, let range):
      "\(summary), from \(range.lowerBound) through \(range.upperBound), default \(standard)"
    case .number(let standard, let range):
      "\(summary), from \(range.lowerBound.shortest) through \(range.upperBound.shortest),"
        + " default \(standard.shortest)"
    case .optionalNumber(let range):
      "\(summary), from \(range.lowerBound.shortest) through \(range.upperBound.shortest),"
        + " default: found from the fit rows"
    case .optionalNumbers(let most):
      "\(summary), as [a, b], at most \(most); default: found from the fit rows"
    case .flag(let standard): "\(summary), true or false, default \(standard)"
    case .choice(let standard, let words):
      "\(summary), one of \(words.joined(separator: ", ")), default \(standard)"
    case .channels: "\(summary), default: the data set's plainest indicator"
    case .detectors: "\(summary), as [a, b] or with weights { a: 2, b: 1 }; must be given"
    case .limits: "\(summary), as { channel: [low, high] }; default: the range of the fit rows"
    }
  }
}
