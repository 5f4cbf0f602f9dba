import Numerics
import Telemetry
import Testing

@testable import Detectors

/// Models whose bytes are well formed and whose content no fit has made.
struct ForgedModelTests {
  private static let rows: HardRows = HardRows("forged", units: 2, rows: 30) { noise, place in
    noise.map { $0 + 0.05 * Double(place) }
  }

  /// A detector that makes small models of each kind.
  private static func detector(_ kind: DetectorKind) -> any Detector {
    let small: [String: ParameterValues.Value] = [
      "trees": .integer(2), "rounds": .integer(2), "leaf_rows": .integer(5),
      "samples": .integer(16), "variance": .number(0.5),
    ]
    let standard = ParameterValues(
      standardOf: kind, channels: ["c0"],
      members: [DetectorKind.ecod, .baseline].map {
        NamedDetector(id: $0.name, weight: 1, kind: $0, values: ParameterValues(standardOf: $0))
      })
    let values = kind.parameters.compactMap { parameter in
      (small[parameter.name] ?? standard[parameter.name]).map { (parameter.name, $0) }
    }
    return kind.make(ParameterValues(Dictionary(uniqueKeysWithValues: values)))
  }

  private static func node(_ kind: DetectorKind) throws -> ModelNode {
    let detector = detector(kind)
    let model = try detector.fit(
      rows.training(for: detector.learning),
      randomness: Randomness(seed: 1, dataset: "d", detector: "x"))
    let bytes = try ModelEncoder.encode(try #require(model as? any FittedModel & Codable))
    var reader = ByteReader(bytes[...])
    return try #require(ModelNode(&reader))
  }

  private static func model(_ kind: DetectorKind, _ node: ModelNode, channels: Int = 3) throws
    -> any FittedModel & Codable
  {
    try ModelDecoder.decode(kind.model, from: node.bytes[...], channels: channels)
  }

  /// Scores rows in every way there is; ends the tests where that leaves an array.
  private static func score(_ model: any FittedModel) throws {
    let rows = rows.scored()
    let unit = ScoredUnit(id: "new")
    let moments = (0..<rows.rows).map { Moment(time: Double($0), regime: 0, phase: .steady) }
    let batch = try model.scores(of: rows, moments: moments, for: unit)
    #expect(batch.count == rows.rows)
    var scorer = model.scorer(for: unit)
    for row in 0..<rows.rows {
      try rows.withRow(row) { values in
        _ = try scorer.score(values, at: moments[row])
        _ = try scorer.explanation(of: values, at: moments[row])
      }
    }
  }

  @Test(arguments: DetectorCatalog.kinds.map(\.name))
  func nothingForgedEndsTheProgram(kind name: String) throws {
    let kind = try #require(DetectorCatalog.kind(named: name))
    let node = try Self.node(kind)
    try Self.score(try Self.model(kind, node))
    var refused = 0
    for forged in node.forged {
      do {
        try Self.score(try Self.model(kind, forged))
      } catch { refused += 1 }
    }
    // Some have nothing to forge.
    #expect(refused > node.forged.count / 4 || node.forged.isEmpty)
  }

  /// What a model reads of its rows is held against the channels that they have.
  @Test(arguments: DetectorCatalog.kinds.map(\.name))
  func rowsWithoutTheChannelsAreRefused(kind name: String) throws {
    let kind = try #require(DetectorCatalog.kind(named: name))
    let node = try Self.node(kind)
    let readsAny = ["max-z", "mean-z"].contains(name)
    #expect((try? Self.model(kind, node, channels: 0)) == nil || readsAny)
  }

  private static let sentences: [(kind: DetectorKind, path: String, node: ModelNode, String)] = [
    (.channel, "columns", .integers([0, 7]), "there is no channel 7 among 3"),
    (.channel, "columns", .integers([]), "there is no channel to read"),
    (.hbos, "bins", .integer(.max), "33 terms are none of 3 channels with \(Int.max) bins"),
    (.hbos, "width", .numbers([1, 0, 1]), "a bin has a width of 0.0"),
    (.iqr, "low", .numbers([0, .nan, 0]), "nan stands among the quartiles"),
    (.hardLimit, "half", .numbers([1, 1]), "2 limits or names stand where 3 belong"),
    (.mahalanobis, "form.panels", .numbers([1]), "1 weights fill no panels of 3 channels"),
    (
      .ecod, "tails.starts", .integers([0, 0, 1, 180]),
      "the starts of the channels do not part the 180 values"
    ),
    (.nearestNeighbours, "neighbours", .integer(61), "a row has 61 neighbours among 60 rows"),
    (.localOutlierFactor, "neighbours", .integer(60), "a row has 60 neighbours among 60 rows"),
    (.isolationForest, "depth", .integer(1 << 40), "the trees have a depth of \(1 << 40)"),
    (.isolationForest, "roots", .words([0, -5]), "a way leads to node -5 of "),
    (.rulForest, "forest.trees.roots", .words([]), "there is no tree"),
    (.rulForest, "forest.trees.roots", .words([0, 9999]), "a tree's root is node 9999 of "),
    (.rulBoosting, "boosting.trees.values", .numbers([0]), " halves of nodes stand where 2 belong"),
    (.kalman, "variances.1.noise", .number(-1), "a variance is -1.0"),
    (.arima, "differences", .integer(3), "channels are differenced 3 times"),
    (.arima, "fitted.0.autoregressive", .numbers([1]), "a channel's model is not stationary"),
    (.ensemble, "members", .list([]), "there is no member"),
    (
      .ensemble, "members.1.model.low", .numbers([]),
      "member baseline: 0 limits stand where 3 belong"
    ),
  ]

  @Test(arguments: sentences.indices)
  func refusalsNameWhatIsWrong(index: Int) throws {
    let (kind, path, forged, sentence) = Self.sentences[index]
    let node = try Self.node(kind).replacing(
      path.split(separator: ".").map(String.init)[...], with: forged)
    let error = #expect(throws: DetectorError.self) { try Self.model(kind, node) }
    // How many nodes a tree has is its own affair.
    #expect(error?.description.contains(sentence) == true, "\(error?.description ?? "")")
  }

  /// A tree whose inner node leads to itself, and one whose node leads back to its parent.
  @Test(arguments: [0, 1]) func treesInCirclesAreRefused(node: Int) throws {
    var trees = DecisionTrees()
    let child = trees.split(
      trees.appendRoot(value: 0), channel: 1, threshold: 0.5, left: 1, right: 2)
    _ = trees.split(child, channel: 0, threshold: 0, left: 1, right: 2)
    try trees.check(channels: 2)
    let back = DecisionTrees.Question(threshold: 0, channel: 0, left: 0)
    var reader = ByteReader(try ModelEncoder.encode(trees)[...])
    guard case .record(let members) = try #require(ModelNode(&reader)),
      case .integers(var nodes) = members.first(where: { $0.key == "nodes" })?.value
    else { throw DetectorError("trees are written otherwise") }
    nodes[2 * node + 1] = Int64(back.link)
    let forged = ModelNode.record(members).replacing(["nodes"], with: .integers(nodes)).bytes
    let read = try ModelDecoder.decode(DecisionTrees.self, from: forged[...])
    #expect(throws: DetectorError("node \(node) of 5 leads to node 1")) {
      try read.check(channels: 2)
    }
  }

  @Test func aMatrixHasItsCells() throws {
    for (rows, columns) in [(1, 5), (-1, -4), (.max, 2), (0, 0)] {
      let node = ModelNode.record([
        .init(key: "rows", value: .integer(Int64(rows))),
        .init(key: "columns", value: .integer(Int64(columns))),
        .init(key: "storage", value: .numbers([1, 2, 3, 4])),
      ])
      #expect(throws: DecodingError.self) {
        try ModelDecoder.decode(Matrix.self, from: node.bytes[...])
      }
    }
  }
}
