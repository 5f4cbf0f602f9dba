import Harness

extension RecordTables {
  /// The times to detection under every label set but the first, one table for each.
  func secondLabels(_ dataset: String) -> [Table] {
    view.secondLabels(of: dataset).map { labels in
      let scope = "labels=\(labels)"
      return table(
        dataset,
        "time to detection under \(labels), in \(view.record.timeUnit(of: dataset))s",
        columns: [
          .init("detected"), .init("early"), .init("delay"), .init("lead [95 %]"),
          .init("units alarmed"),
        ],
        notes: ["Fits, thresholds and alarms are those of the first label set."]
      ) { detector in
        func value(_ metric: String) -> Double? {
          view.row(dataset, detector, scope, metric)?.value
        }
        let lead = view.row(dataset, detector, scope, "lead.median")
        let alarmed = view.row(dataset, detector, scope, "units-with-false-alarm")
        return [
          NumberText.count(value("detected"), of: value("failing-events")),
          NumberText.short(value("early")), NumberText.short(value("delay.km-median")),
          NumberText.interval(lead?.value, lead?.low, lead?.high),
          NumberText.count(alarmed?.value, of: alarmed.map { Double($0.n) }),
        ]
      }
    }
  }
}

extension RecordView {
  /// The label sets of a data set beside its first, in the order of the record.
  fileprivate func secondLabels(of dataset: String) -> [String] {
    record.metrics.filter { $0.key.dataset == dataset && $0.key.scope.hasPrefix("labels=") }
      .map { String($0.key.scope.dropFirst("labels=".count)) }.removingRepeats()
  }
}
