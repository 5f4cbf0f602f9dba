import Archives

extension Skeleton {
  /// Where the catalog stands in a checkout.
  private static let catalog = "Sources/Detectors/DetectorCatalog.swift"

  /// How the list of kinds begins there.
  private static let listStart = "static let kinds: [DetectorKind] = ["

  /// A detector of the program itself: a file, its line in the catalog, a test and a suite.
  ///
  /// - Parameters:
  ///   - name: The detector's name.
  ///   - checkout: The folder of Assay's sources.
  /// - Returns: The files.
  /// - Throws: ``UsageError`` where the folder is no checkout, its catalog has no list of kinds, or
  ///   the name of the type is taken.
  static func swift(_ name: DetectorName, checkout: String) throws(UsageError) -> Skeleton {
    guard let bytes = AtomicFile.read("\(checkout)/\(catalog)") else {
      throw UsageError(
        "a detector in Swift is a part of Assay, and there is no \(catalog) in \(checkout); go to the"
          + " folder of Assay's sources, or name it with --out")
    }
    try SwiftDeclarations(checkout: checkout).check(name)
    guard let changed = inserting(name.member, into: String(decoding: bytes, as: UTF8.self)) else {
      throw UsageError("\(checkout)/\(catalog) has no list \"\(listStart)\"")
    }
    return Skeleton(
      files: [
        File(path: "Sources/Detectors/\(name.type).swift", text: name.swiftSource),
        File(path: "Tests/DetectorsTests/\(name.type)Tests.swift", text: name.swiftTest),
        File(path: "suites/\(name.kind).yaml", text: name.suite("kind: \(name.kind)")),
      ],
      changes: [File(path: catalog, text: changed)],
      next: [
        Step(
          command: "make build && .build/release/assay run suites/\(name.kind).yaml",
          meaning: "its row beside the others"),
        Step(
          command: ".build/release/assay audit suites/\(name.kind).yaml",
          meaning: "whether it looks ahead"),
        Step(command: "make test", meaning: "all tests, its own among them"),
      ])
  }

  /// The text of the catalog with one more kind at the end of its list.
  private static func inserting(_ member: String, into text: String) -> String? {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let start = lines.firstIndex(where: { $0.hasSuffix(listStart) }),
      let end = lines[start...].firstIndex(where: { $0 == "  ]" })
    else { return nil }
    lines.insert("    .\(member),", at: end)
    return lines.joined(separator: "\n")
  }
}

extension DetectorName {
  /// The detector itself.
  var swiftSource: String {
    """
    import Numerics

    /// How far a channel leaves its band of usual values: max_c |x_c − middle_c| ÷ half its width.
    ///
    /// The band lies between the quantiles 1 − `level` and `level` of the fit rows.
    struct \(type): Detector {
      let level: Double

      func fit(_ training: TrainingSet, randomness: Randomness) -> any FittedModel {
        let rows = training.fitRows()
        let bands = (0..<rows.columns).map { column in
          let sorted = rows.column(column).sorted()
          let ends = [1 - level, level].map { Statistics.quantile(ofSorted: sorted, $0) ?? 0 }
          // A channel that stands still has a band too.
          return [(ends[0] + ends[1]) / 2, max((ends[1] - ends[0]) / 2, 1e-9)]
        }
        return Model(bands: bands)
      }

      struct Model: RowwiseModel, Codable {
        let bands: [[Double]]

        func score(_ row: Span<Double>) -> Double { shares(row).max() ?? 0 }

        func explanation(of row: Span<Double>) -> Explanation? { .init(contributions: shares(row)) }

        private func shares(_ row: Span<Double>) -> [Double] {
          bands.indices.map { (row[$0] - bands[$0][0]).magnitude / bands[$0][1] }
        }
      }
    }

    extension DetectorKind {
      static let \(member) = DetectorKind(
        name: "\(kind)", summary: "distance from usual values",
        parameters: [
          .init(name: "level", summary: "its quantile", domain: .number(default: 0.99, in: 0.5...1))
        ],
        model: \(type).Model.self, make: { \(type)(level: $0.number("level")) })
    }

    """
  }

  /// Its test.
  var swiftTest: String {
    """
    import Numerics
    import Telemetry
    import Testing

    @testable import Detectors

    struct \(type)Tests {
      /// A model of three rows of two channels, from 0 to 4 and from 10 to 30.
      private func model(level: Double) throws -> any FittedModel {
        let unit = TrainingUnit(
          id: "1", values: Matrix(rows: 3, columns: 2, storage: [0, 30, 2, 20, 4, 10]),
          moments: (0..<3).map { Moment(time: Double($0), regime: 0) }, fitRows: [0, 1, 2])
        let kind = DetectorKind.\(member)
        return try kind.make(ParameterValues(["level": .number(level)])).fit(
          TrainingSet(channels: [Channel(id: "a"), Channel(id: "b")], units: [unit]),
          randomness: Randomness(seed: 1, dataset: "made", detector: "made"))
      }

      private static let cases: [(level: Double, row: [Double], contributions: [Double])] = [
        (1, [2, 20], [0, 0]), (1, [3, 35], [0.5, 1.5]), (1, [-6, 20], [4, 0]),
        (0.75, [4, 20], [2, 0]),
      ]

      @Test(arguments: cases)
      func scoresAndContributionsByHand(
        level: Double, row: [Double], contributions: [Double]
      ) throws {
        let moment = Moment(time: 0, regime: 0)
        var scorer = try model(level: level).scorer(for: ScoredUnit(id: "2"))
        #expect(try scorer.score(row.span, at: moment) == contributions.max())
        #expect(
          try scorer.explanation(of: row.span, at: moment)
            == Explanation(contributions: contributions))
      }
    }

    """
  }
}
