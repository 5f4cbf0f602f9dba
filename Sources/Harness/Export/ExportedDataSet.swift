import Detectors
import Numerics
import Preparation
import Telemetry

/// A data set as somebody else's tools get it: prepared rows to learn from, and rows to score.
///
/// The rows are those that an unsupervised detector of a run is given: everything is fitted on the
/// training rows that such a detector may learn from. Of the test units it says what a scorer is
/// told and no more, so neither labels nor the lives that are left.
struct ExportedDataSet: Sendable {
  /// The channels of the values; where every unit is prepared by itself, those of any of them.
  let channels: [Channel]
  let training: ExportedPart
  let test: ExportedPart

  /// Prepares the rows of an experiment.
  ///
  /// - Throws: ``PreparationError`` when the training rows do not allow it.
  init(_ experiment: Experiment) throws(PreparationError) {
    var preparations: [FittedPreparation] = []
    for group in experiment.groups {
      preparations.append(try Self.preparation(experiment, training: group.training))
    }
    let indices = Set(preparations.flatMap(\.channelIndices)).sorted()
    channels = indices.map { experiment.dataSet.channels[$0] }
    var training: [ExportedPart.Unit] = []
    var test: [ExportedPart.Unit] = []
    for (group, preparation) in zip(experiment.groups, preparations) {
      let unit = PreparedUnit(preparation: preparation, channelIndices: indices)
      training += group.training.map { position in
        unit.training(experiment.split.training[position], labels: experiment.labels)
      }
      test += group.evaluation.map { unit.test(experiment.split.evaluation[$0]) }
    }
    self.training = ExportedPart(name: .train, markColumns: ["label", "fit"], units: training)
    self.test = ExportedPart(name: .test, markColumns: ["evaluated"], units: test)
  }

  /// What is fitted for the units that share a model.
  private static func preparation(
    _ experiment: Experiment, training positions: [Int]
  ) throws(PreparationError) -> FittedPreparation {
    let view = FitView(
      slices: positions.map { experiment.split.training[$0] }, labels: experiment.labels,
      learning: .healthyRows)
    do {
      return try FittedPreparation(
        experiment.preparation, of: experiment.dataSet, training: view.slices, mayFit: view.mayFit)
    } catch {
      let unit = experiment.fitsPerUnit ? view.slices.first.map { "unit \($0.unit.id): " } : nil
      throw PreparationError("\(experiment.id): \(unit ?? "")\(error)")
    }
  }
}

/// How a unit's rows are prepared and laid out.
private struct PreparedUnit {
  let preparation: FittedPreparation
  /// The channels of the export, as indices into the data set's.
  let channelIndices: [Int]

  /// A unit from its first row through the last that training may see.
  func training(_ slice: UnitSlice, labels rule: LabelRule) -> ExportedPart.Unit {
    let labels = rule.labels(of: slice.unit)
    let mayFit = rule.mayFit(slice.unit)
    return exported(
      slice, values: preparation.prepareForFitting(slice),
      marks: (0..<slice.rows.upperBound).map { row in
        // What comes before the training rows is there for the history alone.
        guard slice.rows.contains(row) else { return ["", "0"] }
        return ["\(labels[row])", mayFit[row] ? "1" : "0"]
      })
  }

  /// A unit as it is scored, training and discarded rows included.
  func test(_ slice: UnitSlice) -> ExportedPart.Unit {
    let end = slice.rows.upperBound
    return exported(
      slice, values: preparation.prepare(slice.unit, upTo: end),
      marks: (0..<end).map { [slice.rows.contains($0) ? "1" : "0"] })
  }

  private func exported(
    _ slice: UnitSlice, values: Matrix, marks: [[String]]
  ) -> ExportedPart.Unit {
    let end = slice.rows.upperBound
    return ExportedPart.Unit(
      id: slice.unit.id, times: Array(slice.unit.times.prefix(end)),
      regimes: Array(preparation.regimes(of: slice.unit).prefix(end)), marks: marks,
      values: spread(values))
  }

  /// The prepared channels at their places among those of the export.
  private func spread(_ values: Matrix) -> Matrix {
    if preparation.channelIndices == channelIndices { return values }
    let places = channelIndices.map { preparation.channelIndices.firstIndex(of: $0) }
    var storage: [Double] = []
    storage.reserveCapacity(values.rows * places.count)
    for row in 0..<values.rows {
      for place in places { storage.append(place.map { values[row, $0] } ?? .nan) }
    }
    return Matrix(rows: values.rows, columns: places.count, storage: storage)
  }
}
