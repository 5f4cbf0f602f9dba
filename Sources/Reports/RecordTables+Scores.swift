import Harness
import Metrics

/// What the scores are worth over all thresholds, and what a threshold chosen on the labels would give.
extension RecordTables {
  /// The ranking and volume metrics.
  func scores(_ dataset: String) -> Table {
    table(
      dataset, "scores over all thresholds",
      columns: [
        .init("ROC-AUC [95 %]"), .init("AP [95 %]"), .init("VUS-ROC"), .init("VUS-PR"),
        .init("F1*"),
      ],
      notes: [
        "VUS: variant opt, per unit. F1*: the threshold chosen on the labels, an upper bound."
      ] + blindControlNotes(dataset, [("roc-auc", "ROC-AUC"), ("average-precision", "AP")])
    ) { detector in
      ["roc-auc", "average-precision"].map { metric in
        let row = view.row(dataset, detector, "all", metric)
        return NumberText.share(row?.value, row?.low, row?.high)
      }
        + ["vus-roc.opt", "vus-pr.opt", "f1.oracle"].map {
          NumberText.fixed(view.value(dataset, detector, $0), 2)
        }
    }
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
    return table(
      dataset, "F1 by row, range, affiliation, event; NAB; point-adjusted F1",
      columns: [
        .init("row"), .init("range"), .init("affil"), .init("event"), .init("NAB"), .init("PA"),
        .init("PA*"),
      ],
      notes: [
        "PA: point-adjusted, in brackets what random scores get; a diagnostic, no measure of"
          + " quality. PA*: at the threshold that is best on the labels."
      ]
    ) { detector in
      ["f1", "range-f1", "affiliation-f1", "event-f1"].map {
        NumberText.fixed(view.value(dataset, detector, $0), 2)
      }
        + [NumberText.fixed(view.value(dataset, detector, "nab.standard"), 0)]
        + ["pa-f1", "pa-f1.oracle"].map { pair(detector, $0) }
    }
  }
}
