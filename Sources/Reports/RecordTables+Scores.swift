import Harness
import Metrics

/// What the scores are worth over all thresholds, and what a threshold chosen on the labels would give.
extension RecordTables {
  /// The ranking and volume metrics.
  func scores(_ dataset: String) -> Table {
    Table(
      title: "\(dataset) · scores over all thresholds",
      columns: [
        .init("detector", .left), .init("ROC-AUC [95 %]"), .init("AP [95 %]"),
        .init("VUS-ROC"), .init("VUS-PR"), .init("F1*"),
      ],
      sections: sections(dataset) { detector in
        [detector]
          + ["roc-auc", "average-precision"].map { metric in
            let row = view.row(dataset, detector, "all", metric)
            return NumberText.share(row?.value, row?.low, row?.high)
          }
          + ["vus-roc.opt", "vus-pr.opt", "f1.oracle"].map {
            NumberText.fixed(view.value(dataset, detector, $0), 2)
          }
      },
      notes: [
        "VUS: variant opt, per unit. F1*: the threshold chosen on the labels, an upper bound."
      ])
  }

  /// Agreement of alarms with events by the field's several counts, beside what chance gets.
  ///
  /// Point adjustment turns a whole event into hits for one alarm in it, so that random scores do
  /// well (Kim et al., AAAI 2022): it never stands without their value.
  func agreement(_ dataset: String) -> Table {
    func pair(_ detector: String, _ metric: String) -> String {
      let own = NumberText.fixed(view.value(dataset, detector, metric), 2)
      return "\(own) (\(NumberText.fixed(view.value(dataset, "random", metric), 2)))"
    }
    return Table(
      title: "\(dataset) · alarms against failing rows, F1 by several counts",
      columns: [
        .init("detector", .left), .init("row"), .init("range"), .init("affil."), .init("event"),
        .init("NAB"), .init("PA (random)"), .init("PA%20 (random)"), .init("PA* (random)"),
      ],
      sections: sections(dataset) { detector in
        [detector]
          + ["f1", "range-f1", "affiliation-f1", "event-f1"].map {
            NumberText.fixed(view.value(dataset, detector, $0), 2)
          }
          + [NumberText.fixed(view.value(dataset, detector, "nab.standard"), 1)]
          + ["pa-f1", "pa-k20-f1", "pa-f1.oracle"].map { pair(detector, $0) }
      },
      notes: [
        "PA: point-adjusted, in brackets what random scores get; a diagnostic, no measure of"
          + " quality. PA*: at the threshold that is best on the labels."
      ])
  }
}
