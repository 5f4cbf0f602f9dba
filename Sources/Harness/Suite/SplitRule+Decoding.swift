import JSON
import Preparation

extension SplitRule {
  private enum Kind: String, CaseIterable {
    case official
    case units
    case chronological
  }

  private static let defaultFraction = 0.5

  var isChronological: Bool {
    if case .chronological = self { true } else { false }
  }

  /// Reads a split; without one the source's usual split holds.
  init(_ setting: Setting?, source: DatasetEntry.Source) throws(SuiteError) {
    guard let setting else {
      self =
        source.kind == .cmapss
        ? .official : .chronological(fit: .fraction(Self.defaultFraction), gap: 0)
      return
    }
    var reader = try setting.mapping(orNameOf: "kind")
    let kind = try reader.require("kind").choice(among: Kind.allCases)
    switch kind {
    case .official:
      if source.kind != .cmapss {
        throw setting.error("an official split exists only for source cmapss")
      }
      self = .official
    case .units:
      self = .units(
        fraction: try reader.number(
          "fraction", default: Self.defaultFraction, in: .between(0, 1)))
    case .chronological:
      self = .chronological(
        fit: try Self.fitRows(from: &reader),
        gap: try reader.integer("gap", default: 0, in: 0...1_000_000_000))
    }
    try reader.finish()
  }

  private static func fitRows(from reader: inout MappingReader) throws(SuiteError) -> FitRows {
    let fraction = reader.take("fraction")
    guard let window = reader.take("fit_rows") else {
      return .fraction(try fraction?.number(in: .between(0, 1)) ?? defaultFraction)
    }
    if let fraction {
      throw fraction.error("fraction and fit_rows exclude each other")
    }
    let bounds = try window.elements()
    guard bounds.count == 2 else { throw window.error("expected two row numbers, [first, end]") }
    let first = try bounds[0].integer(in: 0 ... .max)
    let end = try bounds[1].integer(in: 0 ... .max)
    guard first < end else {
      throw window.error("the window is empty: the end, \(end), must be above the first, \(first)")
    }
    return .window(first..<end)
  }

  var json: JSONValue {
    switch self {
    case .official: ["kind": "official"]
    case .units(let fraction): ["kind": "units", "fraction": .number(fraction)]
    case .chronological(.fraction(let fraction), let gap):
      ["kind": "chronological", "fraction": .number(fraction), "gap": .integer(gap)]
    case .chronological(.window(let rows), let gap):
      [
        "kind": "chronological",
        "fit_rows": [.integer(rows.lowerBound), .integer(rows.upperBound)],
        "gap": .integer(gap),
      ]
    }
  }
}
