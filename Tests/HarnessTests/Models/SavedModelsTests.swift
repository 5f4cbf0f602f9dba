import Preparation
import Archives
import Datasets
import Detectors
import Numerics
import Telemetry
import Testing

@testable import Harness

/// Models in files: the same bits when read back, and nothing else accepted.
struct SavedModelsTests {
  private static let pumps = (try? SimulatorParameters(days: 2, pumps: 6)).map(Simulator.dataSet)

  private func experiment(for learning: Learning = .healthyRows) throws -> Experiment {
    switch learning {
    case .healthyRows:
      return try Made.experiment(try #require(Self.pumps), split: .units(fraction: 0.5))
    case .labels, .lives:
      return try Experiment(
        id: "engines", dataSet: Self.engines, split: .units(fraction: 0.5),
        labels: [
          LabelRule(
            name: "ten",
            criterion: .life(.init(failingWithin: 10, healthyBeyond: 10, fitBeyond: nil)))
        ], phases: .life, preparation: PreparationRule(), fitsPerUnit: false)
    }
  }

  /// Eight engines that run to failure within 60 flights, with a channel that shows it and one of noise.
  private static let engines: DataSet = {
    var stream = RandomStream(key: 3)
    return DataSet(
      source: "made", subset: nil, channels: [Channel(id: "wear"), Channel(id: "noise")],
      timeUnit: .cycle,
      units: (1...8).map { unit in
        let values = (0..<60).flatMap { row in
          [Double(row) / 20 + stream.normal(), stream.normal()]
        }
        return Unit(
          id: String(unit), times: (0..<60).map(Double.init),
          values: Matrix(rows: 60, columns: 2, storage: values), ending: .failed(at: 60))
      }, rawChannels: [0], identity: "engines")
  }()

  /// Every kind of the catalog gives the scores and explanations that it gave before.
  @Test func everyKindGivesTheSameBits() throws {
    let kinds = Set(DetectorCatalog.kinds.map(\.name))
    for (name, detector) in Audited.honest(channel: "vibration") where kinds.contains(name) {
      let experiment = try experiment(for: detector.learning)
      let scoring = Audited.scoring(detector, on: experiment)
      let head = SavedModels.Head(
        kind: name, version: detector.version, dataset: "pumps", detector: "mine", seed: .max)
      let saved = try scoring.savedModels(head)
      let bytes = try saved.bytes()
      let back = try SavedModels(bytes, file: "a.model")
      #expect(back.head == head, "\(name)")
      #expect(try back.bytes() == bytes, "\(name)")
      #expect(back.models.map(\.channels) == saved.models.map(\.channels), "\(name)")
      let fitted = try scoring.models()
      for (model, fitted) in zip(back.models, fitted) {
        let read = CellScoring.Fitted(
          model: model.fitted, preparation: fitted.preparation, phases: fitted.phases,
          evaluation: [], seconds: 0)
        for position in fitted.evaluation.prefix(2) {
          let unit = experiment.split.evaluation[position].unit
          #expect(
            try explained(unit, by: read, scoring) == explained(unit, by: fitted, scoring),
            "\(name)")
        }
      }
    }
  }

  private struct Row: Equatable {
    let score: Double?
    let explanation: Explanation?
  }

  private func explained(
    _ unit: Unit, by fitted: CellScoring.Fitted, _ scoring: CellScoring
  ) throws -> [Row] {
    var rows: [Row] = []
    try scoring.stream(unit, upTo: min(unit.rows, 300), by: fitted) {
      (_, values, moment, scorer) throws(DetectorError) in
      let score = try scorer.score(values, at: moment)
      rows.append(
        Row(
          score: score,
          explanation: scoring.detector.explains
            ? try scorer.explanation(of: values, at: moment) : nil))
    }
    return rows
  }

  private func small() throws -> [UInt8] {
    try Audited.scoring(Baseline(ownRows: 2), on: try experiment()).savedModels(
      .init(kind: "baseline", version: 1, dataset: "pumps", detector: "b", seed: 1)
    ).bytes()
  }

  private func reason(_ bytes: [UInt8]) -> String? {
    do throws(ModelFileError) {
      _ = try SavedModels(bytes, file: "a.model")
      return nil
    } catch {
      return error.description
    }
  }

  /// Bytes with a text changed in the first line, and the digest that goes with them.
  private func changed(_ bytes: [UInt8], _ old: String, _ new: String) -> [UInt8] {
    let body = bytes.dropLast(64)
    let end = body.firstIndex(of: 0x0A) ?? 0
    let line = String(decoding: body[..<end], as: UTF8.self).replacing(old, with: new)
    let made = Array(line.utf8) + body[end...]
    return made + Array(SHA256.digest(of: made[...]).utf8)
  }

  @Test func whatIsRefused() throws {
    let bytes = try small()
    #expect(reason(bytes) == nil)
    #expect(reason([]) == "a.model: is no file of models")
    #expect(reason(Array("name: small\n".utf8)) == "a.model: is no file of models")
    #expect(
      reason(changed(bytes, "\"assay-models\":1", "\"assay-models\":2"))
        == "a.model: has format 2; this program reads format 1")
    #expect(
      reason(changed(bytes, "\"version\":1", "\"version\":7"))
        == "a.model: holds models of version 7 of baseline; this program has version 1")
    #expect(
      reason(changed(bytes, "\"baseline\"", "\"foreign\""))
        == "a.model: holds models of the kind foreign, which this program does not have")
    #expect(
      reason(changed(bytes, "\"baseline\"", "\"hard-limit\""))
        == "a.model: does not hold what a model of hard-limit consists of")
    let channels = try SavedModels(bytes, file: "a.model").models[0].channels.count
    #expect(
      reason(changed(bytes, "\"channels\":[", "\"channels\":[\"more\","))
        == "a.model: holds a model of baseline that no fit makes: \(channels) limits stand where"
        + " \(channels + 1) belong")
    #expect(
      reason(changed(bytes, "\"channels\":[", "\"channels\":[7,"))
        == "a.model: names a channel that is no text")
    #expect(
      reason(changed(bytes, "\"channels\":[", "\"others\":["))
        == "a.model: does not say which channels its rows have")
    #expect(
      reason(changed(bytes, "\"detector\":\"b\",", ""))
        == "a.model: does not say which models it holds")
    let damaged = "a.model: is damaged: its digest is not that of its content"
    for place in stride(from: 60, to: bytes.count, by: 37) {
      var flipped = bytes
      flipped[place] ^= 1
      #expect(reason(flipped) == damaged, "byte \(place)")
    }
    #expect(reason(Array(bytes.dropLast())) == damaged)
    #expect(reason(Array(bytes.prefix(200))) == damaged)
  }
}
