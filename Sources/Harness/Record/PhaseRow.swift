import Metrics
public import Telemetry

/// One line of `phases.csv`: how many evaluated rows of a recorded phase were taken for which.
public struct PhaseRow: Sendable, Equatable {
  public let dataset: String
  public let recorded: OperatingPhase
  public let estimated: OperatingPhase
  public let rows: Int

  static let columns = "dataset,recorded,estimated,rows"

  /// The confusion matrix of a data set whose phases are estimated and recorded; otherwise nothing.
  static func rows(of experiment: Experiment) -> [PhaseRow] {
    guard let confusion = PhaseConfusion(experiment.truths) else { return [] }
    return zip(OperatingPhase.allCases, confusion.rows).flatMap { recorded, counts in
      zip(OperatingPhase.allCases, counts).map { estimated, count in
        PhaseRow(
          dataset: experiment.id, recorded: recorded, estimated: estimated, rows: count)
      }
    }
  }
}

extension Record {
  var phasesText: [UInt8] {
    var text = DelimitedText(columns: PhaseRow.columns)
    for row in phases {
      text.add(row.dataset)
      text.add(row.recorded.rawValue)
      text.add(row.estimated.rawValue)
      text.add(row.rows)
      text.endLine()
    }
    return text.bytes
  }
}
