import Harness
import Metrics

/// The headline: every detector at the same rate of false alarms, and as it would have been operated.
extension RecordTables {
  /// The first half of the headline: every detector at the same rate of false alarms.
  func atOneRate(_ dataset: String) -> Table {
    let events = events(dataset)
    let lead = "lead.median.at-budget"
    let control = standing.bestControl(dataset, lead)
    return table(
      dataset,
      "at one false-alarm rate, at most \(NumberText.short(budget)) of 1000 healthy rows",
      columns: [
        .init("detected [95 %]"), .init("lead [95 %]"),
        .init("ahead of \(control ?? "controls") [95 %]"), .init("‰"),
      ],
      notes: [
        "Lead: median time from alarm to failure in \(view.record.timeUnit(of: dataset))s, missed"
          + " events 0; beside it how far it is ahead of the best control's, units resampled in"
          + " pairs. Thresholds from the evaluation's own healthy rows: a ranking, no promise of"
          + " operation."
      ]
        + blindControlNotes(
          dataset, [("detection-rate.at-budget", "detected"), ("lead.median.at-budget", "lead")])
        + unresolvedNotes(dataset) + basisNotes(dataset)
    ) { detector in
      let row = view.row(dataset, detector, "all", lead)
      return [
        detected(dataset, detector, of: events),
        NumberText.interval(row?.value, row?.low, row?.high),
        detector == control
          ? NumberText.undefined
          : NumberText.difference(standing.lead(of: detector, dataset, lead)),
        NumberText.fixed(perThousand(view.realisedRate(dataset, detector, budget: budget)), 1),
      ]
    }
  }

  /// What the numbers rest on, where a reader might take them for more.
  private func basisNotes(_ dataset: String) -> [String] {
    var notes: [String] = []
    if let units = view.record.evaluatedUnits(of: dataset), units < Resamples.fewestUnits {
      notes.append("\(units) evaluated units are too few to resample: there are no intervals.")
    }
    if events(dataset) == 0 { notes.append("No failing event lies in the evaluated rows.") }
    if let note = healthyNote(dataset) { notes.append(note) }
    let detectors = view.detectors(of: dataset)
    let drawn = (detectors.own + detectors.controls).filter { view.isAveraged(dataset, $0) }
    if !drawn.isEmpty {
      notes.append("\(drawn.joined(separator: ", ")): means over seeds.")
    }
    return notes + view.record.outsideNotes(of: dataset)
  }

  /// A sentence where some units have no healthy row, in which nothing is a false alarm.
  private func healthyNote(_ dataset: String) -> String? {
    let detectors = view.detectors(of: dataset)
    func units(_ metric: String) -> Int? {
      (detectors.own + detectors.controls).lazy.compactMap {
        view.row(dataset, $0, "all", metric)?.n
      }.first
    }
    guard let all = units("coverage") else { return nil }
    let healthy = units("false-positive-rate") ?? 0
    return healthy < all
      ? "\(all - healthy) of \(all) units have no healthy row, so nothing in them is a false alarm."
      : nil
  }

  /// A sentence where the budget is less than one of the evaluation's healthy rows.
  private func unresolvedNotes(_ dataset: String) -> [String] {
    let detectors = view.detectors(of: dataset)
    let rows = (detectors.own + detectors.controls).lazy.compactMap { detector -> Double? in
      guard let alarmed = view.value(dataset, detector, "false-positives"),
        let silent = view.value(dataset, detector, "true-negatives")
      else { return nil }
      return alarmed + silent
    }.first
    guard let rows, rows > 0, budget * rows < 1000 else { return [] }
    return [
      "\(NumberText.fixed(rows, 0)) healthy rows cannot resolve so small a rate: no threshold alarms"
        + " any of them."
    ]
  }

  /// A sentence for every metric of the table by which a blind control is ahead.
  func blindControlNotes(
    _ dataset: String, _ columns: [(metric: String, name: String)]
  ) -> [String] {
    columns.compactMap { metric, name in
      standing.blindControlAhead(dataset, metric).map {
        "\($0), which looks at no sensor, beats the median detector: \"\(name)\" does not rank here."
      }
    }
  }

  /// The detection rate at the budget as a count out of all events, with the bounds as counts too.
  private func detected(_ dataset: String, _ detector: String, of events: Double?) -> String {
    guard let rate = view.row(dataset, detector, "all", "detection-rate.at-budget"), let events
    else { return NumberText.undefined }
    let count = NumberText.count(rate.value * events, of: events)
    let bounds = NumberText.bounds(rate.low.map { $0 * events }, rate.high.map { $0 * events })
    return bounds.isEmpty ? count : "\(count) \(bounds)"
  }

  /// The second half of the headline: every detector as it would have been operated.
  func ownThreshold(_ dataset: String) -> Table {
    table(
      dataset, "with its own calibrated threshold (\(view.record.thresholdSummary))",
      columns: [
        .init("realised ‰"), .init("worst phase [95 %]", .left), .init("found"), .init("p99"),
      ],
      notes: [nominalNote] + footnotes(dataset)
    ) { detector in
      [
        thousandths(view.row(dataset, detector, "all", "false-positive-rate")),
        worstPhase(dataset, detector),
        NumberText.count(
          view.value(dataset, detector, "detected"),
          of: view.value(dataset, detector, "failing-events")),
        NumberText.microseconds(timing(dataset, detector)?.percentiles[2]),
      ]
    }
  }

  /// The rate that the suite's rule promises, for the realised one to be held against.
  private var nominalNote: String {
    guard let rate = perThousand(view.record.nominalRate) else {
      return "Realised: alarmed healthy rows per 1000 [95 %]; the rule promises no rate."
        + " p99: latency of one row in µs."
    }
    return "Realised: alarmed healthy rows per 1000 [95 %]; the rule promises"
      + " \(NumberText.short(rate)). p99: latency of one row in µs."
  }

  private func worstPhase(_ dataset: String, _ detector: String) -> String {
    let rates = view.phases(of: dataset).compactMap { phase in
      view.row(dataset, detector, "phase=\(phase)", "false-positive-rate").map {
        (phase: phase, row: $0)
      }
    }
    guard let worst = rates.max(by: { $0.row.value < $1.row.value }) else {
      return NumberText.undefined
    }
    if worst.row.value == 0 { return "none alarmed" }
    return "\(worst.phase) \(thousandths(worst.row))"
  }

  private func footnotes(_ dataset: String) -> [String] {
    let remarked = view.record.cells.filter { $0.dataset == dataset && !$0.reason.isEmpty }
    let remarks = remarked.map(\.reason).removingRepeats().map { reason in
      let detectors = remarked.filter { $0.reason == reason }.map(\.detector).removingRepeats()
      return "\(detectors.joined(separator: ", ")): \(reason)."
    }
    return remarks + view.record.ownAlarmNotes(of: dataset)
  }
}
