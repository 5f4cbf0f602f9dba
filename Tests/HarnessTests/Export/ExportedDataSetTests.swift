import Numerics
import Preparation
import Telemetry
import Testing

@testable import Harness

/// What stands in exported rows: prepared values, labels of the training rows, nothing of the future.
struct ExportedDataSetTests {
  private func text(_ part: ExportedPart, _ channels: [String]? = ["x"]) -> [String] {
    String(decoding: part.text(channels: channels), as: UTF8.self).split(separator: "\n")
      .map(String.init)
  }

  private func experiment(
    _ dataSet: DataSet, split: SplitRule, preparation: PreparationRule = PreparationRule(),
    fitsPerUnit: Bool = false
  ) throws -> Experiment {
    try Experiment(
      id: "made", dataSet: dataSet, split: split,
      labels: [LabelRule(name: "exact", criterion: .faults([.machine]))], phases: .recorded,
      preparation: preparation, fitsPerUnit: fitsPerUnit)
  }

  /// Units 1 and 2 train; the failing row of unit 1, far off, moves neither mean nor deviation.
  @Test func unitsAreScaledByTheRowsThatMayBeFittedOn() throws {
    let dataSet = Made.dataSet(units: 3, rows: 2, failing: [1: 1..<2, 3: 0..<2]) { unit, row in
      unit == 1 && row == 1 ? 1000 : Double(unit + row)
    }
    // The fit rows are 1, 2 and 3: mean 2, variance 2/3.
    let exported = try ExportedDataSet(
      try experiment(dataSet, split: .units(fraction: 0.7)))
    let deviation = (2.0 / 3).squareRoot()
    #expect(exported.channels.map(\.id) == ["x"])
    #expect(
      text(exported.training) == [
        "part,unit,time,regime,label,fit,x",
        "train,1,0,0,healthy,1,\((-1 / deviation).shortest)",
        "train,1,1,0,failing,0,\((998 / deviation).shortest)",
        "train,2,0,0,healthy,1,0",
        "train,2,1,0,healthy,1,\((1 / deviation).shortest)",
      ])
    #expect(
      text(exported.test) == [
        "part,unit,time,regime,evaluated,x",
        "test,3,0,0,1,\((1 / deviation).shortest)",
        "test,3,1,0,1,\((2 / deviation).shortest)",
      ])
    #expect(exported.training.markedRows == 3)
    #expect(exported.test.markedRows == 2)
  }

  /// Test units come from their first row; training rows of the same unit and the gap are not counted.
  @Test func rowsBeforeAndBetweenTheSplitAreThereButMarked() throws {
    let dataSet = Made.dataSet(units: 1, rows: 7, failing: [1: 3..<7])
    let exported = try ExportedDataSet(
      try experiment(
        dataSet, split: .chronological(fit: .window(1..<4), gap: 1),
        preparation: PreparationRule(scaling: .none)))
    #expect(
      text(exported.training) == [
        "part,unit,time,regime,label,fit,x", "train,1,0,0,,0,10", "train,1,1,0,healthy,1,11",
        "train,1,2,0,healthy,1,12", "train,1,3,0,failing,0,13",
      ])
    #expect(
      text(exported.test, nil) == [
        "part,unit,time,regime,evaluated", "test,1,0,0,0", "test,1,1,0,0", "test,1,2,0,0",
        "test,1,3,0,0", "test,1,4,0,0", "test,1,5,0,1", "test,1,6,0,1",
      ])
  }

  /// Every unit has a scale and channels of its own; what it does not have is empty.
  @Test func unitsThatArePreparedByThemselves() throws {
    func unit(_ id: String, _ values: [Double], channels: [Int]) -> Unit {
      Unit(
        id: id, times: [0, 1, 2], values: Matrix(rows: 3, columns: 2, storage: values),
        ending: .censored,
        recordedPhases: PhaseTrack(names: ["on"], codes: [0, 0, 0]), channels: channels)
    }
    let dataSet = DataSet(
      source: "made", subset: nil, channels: ["x", "y, z"].map { Channel(id: $0) },
      timeUnit: .minute,
      units: [
        unit("a", [1, .nan, 3, .nan, 5, .nan], channels: [0]),
        unit("b", [.nan, 10, .nan, 30, .nan, 20], channels: [1]),
      ], rawChannels: [0], identity: "made")
    let exported = try ExportedDataSet(
      try experiment(
        dataSet, split: .chronological(fit: .window(0..<2), gap: 0), fitsPerUnit: true))
    #expect(
      text(exported.test, exported.channels.map(\.id)) == [
        "part,unit,time,regime,evaluated,x,\"y, z\"", "test,a,0,0,0,-1,", "test,a,1,0,0,1,",
        "test,a,2,0,1,3,", "test,b,0,0,0,,-1", "test,b,1,0,0,,1", "test,b,2,0,1,,0",
      ])
    let numbers = Binary64.numbers(in: exported.training.array(channels: 2)[128...])
    #expect(
      numbers.map { $0.isNaN ? "nan" : $0.shortest } == [
        "-1", "nan", "1", "nan", "nan", "-1", "nan", "1",
      ])
  }

  @Test func aUnitThatCannotBePreparedIsNamed() throws {
    let dataSet = Made.dataSet(units: 2, rows: 4) { unit, row in unit == 2 ? 7 : Double(row) }
    let experiment = try experiment(
      dataSet, split: .chronological(fit: .fraction(0.5), gap: 0), fitsPerUnit: true)
    #expect(throws: PreparationError("made: unit 2: no channel varies over the fit rows")) {
      try ExportedDataSet(experiment)
    }
  }

  /// The prepared rows are those that a detector of a run is given, to the bit.
  @Test func theRowsAreThoseOfARun() throws {
    let dataSet = Made.dataSet(units: 6, rows: 30, failing: [2: 20..<30]) { unit, row in
      var stream = RandomStream(seed: UInt64(unit), path: ["row", String(row)])
      return stream.normal()
    }
    let experiment = try experiment(dataSet, split: .units(fraction: 0.5))
    let exported = try ExportedDataSet(experiment)
    let scoring = Audited.scoring(MadeDetector(), on: experiment)
    let model = try #require(try scoring.models().first)
    for (unit, slice) in zip(exported.test.units, experiment.split.evaluation) {
      let scores = try scoring.scores(of: slice.unit, upTo: slice.rows.upperBound, by: model)
      #expect(unit.values.storage.map(\.bitPattern) == scores.storage.map(\.bitPattern))
    }
    #expect(exported.test.units.map(\.id) == ["4", "5", "6"])
  }
}
