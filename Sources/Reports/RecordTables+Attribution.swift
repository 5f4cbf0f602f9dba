import Harness

extension RecordTables {
  /// How often the channels that an alarm names are those of the fault, where a data set knows them.
  func attribution(_ dataset: String) -> Table? {
    let detectors = view.detectors(of: dataset)
    let metrics = ["attribution-hit.1", "attribution-hit.3"]
    guard
      (detectors.own + detectors.controls).contains(where: {
        view.value(dataset, $0, metrics[0]) != nil
      })
    else { return nil }
    return table(
      dataset, "channels named at the alarm that are the fault's",
      columns: [.init("the first"), .init("one of three"), .init("alarms explained")],
      notes: [
        "Share of the found events; a detector without explanations has none. Alarms explained: of"
          + " several seeds, those of the seed with the fewest."
      ]
    ) { detector in
      metrics.map { NumberText.fixed(view.value(dataset, detector, $0), 2) }
        + [NumberText.short(view.row(dataset, detector, "all", metrics[0]).map { Double($0.n) })]
    }
  }
}
