import Harness
import Metrics

extension RecordTables {
  /// When failing events are found, over all of them.
  func timeToDetection(_ dataset: String) -> Table {
    let count = events(dataset)
    return table(
      dataset,
      "time to detection of \(NumberText.short(count)) \(count == 1 ? "event" : "events"), in "
        + "\(view.record.timeUnit(of: dataset))s",
      columns: [
        .init("in time"), .init("late"), .init("missed"), .init("early"), .init("delay"),
        .init("mean"), .init("lead [95 %]"),
      ],
      notes: [
        "Early: events, found or not, with a false alarm before. Delay from onset: Kaplan-Meier"
          + " median and restricted mean, missed events censored. Lead: median time to the failure,"
          + " missed 0. An alarm that has stood since before the evaluated rows finds no event."
      ]
    ) { detector in
      let lead = view.row(dataset, detector, "all", "lead.median")
      return ["in-time", "late", "missed", "early", "delay.km-median", "delay.restricted-mean"].map
      {
        NumberText.short(view.value(dataset, detector, $0))
      } + [NumberText.interval(lead?.value, lead?.low, lead?.high)]
    }
  }

  /// The lead of every failing event by itself where there are few of them, and the alarms that
  /// accuse a neighbour.
  func leadsByUnit(_ dataset: String) -> Table? {
    let events = view.record.events.filter { $0.dataset == dataset }
    let units = events.map(\.unit).removingRepeats()
    let isOneEach = Set(events.map { [$0.unit, $0.onset.description] }).count == units.count
    guard (1...Self.mostUnits).contains(units.count), isOneEach else { return nil }
    let detectors = view.detectors(of: dataset)
    let hasNeighbours = (detectors.own + detectors.controls).contains {
      view.value(dataset, $0, "localisation-errors") != nil
    }
    return table(
      dataset, "lead by unit, in \(view.record.timeUnit(of: dataset))s",
      columns: units.map { .init($0) } + (hasNeighbours ? [.init("misplaced")] : []),
      notes: ["Means over the seeds that found it, in brackets how many where not all did."]
        + (hasNeighbours
          ? ["Misplaced: alarms that start on a healthy unit while a neighbour is failing."] : [])
    ) { detector in
      units.map { unit in
        Self.lead(events.filter { $0.unit == unit && $0.detector == detector })
      }
        + (hasNeighbours
          ? [NumberText.short(view.value(dataset, detector, "localisation-errors"))] : [])
    }
  }

  /// More units than this make a table that nobody reads.
  private static let mostUnits = 4

  /// The mean lead of one event over the seeds in which it was found.
  private static func lead(_ seeds: [EventRow]) -> String {
    let found = seeds.filter { $0.outcome.isDetected }
    if found.isEmpty { return seeds.isEmpty ? NumberText.undefined : "missed" }
    let mean = found.map(\.lead).reduce(0, +) / Double(found.count)
    let isCertain = found.count == seeds.count
    return NumberText.short(mean) + (isCertain ? "" : " (\(found.count)/\(seeds.count))")
  }
}
