extension BoostingSettings {
  /// The hyper-parameters as suites name them.
  static let parameters = [
    Parameter(
      name: "rounds", summary: "how many trees", domain: .integer(default: 100, in: 1...10_000)),
    Parameter(
      name: "rate", summary: "what share of a tree's values is added",
      domain: .number(default: 0.1, in: 0.0001...1)),
    Parameter(
      name: "leaves", summary: "how many leaves a tree has at most",
      domain: .integer(default: 31, in: 2...65_536)),
    Parameter(
      name: "leaf_rows", summary: "how many rows a leaf has at least",
      domain: .integer(default: 20, in: 1...1_000_000)),
    Parameter(
      name: "bins", summary: "how many bins a channel has at most",
      domain: .integer(default: 255, in: 2...BinnedRows.mostBins)),
  ]

  init(_ values: ParameterValues) {
    rounds = values.integer("rounds")
    rate = values.number("rate")
    leaves = values.integer("leaves")
    leafRows = values.integer("leaf_rows")
    bins = values.integer("bins")
  }
}
