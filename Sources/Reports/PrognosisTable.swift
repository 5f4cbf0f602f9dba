import Harness

extension RecordTables {
  /// Errors of the predicted remaining lives, where a data set has such values.
  func prognosis(_ dataset: String) -> Table? {
    let metrics = ["rul-rmse", "rul-mae", "rul-phm08"].flatMap { ["\($0).raw", "\($0).cap125"] }
    func row(_ detector: String) -> [String]? {
      let values = metrics.map { view.value(dataset, detector, $0) }
      guard values.contains(where: { $0 != nil }) else { return nil }
      return [detector] + values.map { NumberText.fixed($0, 2) } + [audit(dataset, detector)]
    }
    let detectors = view.detectors(of: dataset)
    let sections = [detectors.own.compactMap(row), detectors.controls.compactMap(row)]
    if sections.allSatisfy(\.isEmpty) { return nil }
    return Table(
      title: "\(dataset) · remaining life at the last row of each test unit, in"
        + " \(view.record.timeUnit(of: dataset))s",
      columns: [
        .init("detector", .left), .init("RMSE raw"), .init("cap125"), .init("MAE raw"),
        .init("cap125"), .init("PHM08 raw"), .init("cap125"), .init("audit", .left),
      ],
      sections: sections,
      notes: [
        "Raw: against the true lives; cap125: against at most 125. The oracle predicts the true life,"
          + " at most 125: no detector whose predictions stay below 125 can have smaller errors."
      ])
  }
}
