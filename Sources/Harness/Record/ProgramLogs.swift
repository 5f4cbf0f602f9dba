import Archives

/// What the programs of a run wrote to standard error, for people to read.
struct ProgramLogs {
  /// The data sets of the run, whose earlier logs do not stand any more.
  let datasets: [String]
  let texts: [(dataset: String, detector: String, seed: UInt64, text: String)]

  init(_ plan: RunPlan, _ outputs: [CellOutput]) {
    datasets = plan.experiments.map(\.id)
    texts = zip(plan.cells, outputs).compactMap { cell, output in
      let detector = plan.detectors[cell.experiment][cell.detector].id
      return output.standardError.isEmpty
        ? nil
        : (plan.experiments[cell.experiment].id, detector, cell.seed, output.standardError)
    }
  }
}

extension RecordFolder {
  /// Where a cell's program has its standard error kept: `logs/<data set>/<detector>/<seed>.txt`.
  public func log(_ dataset: String, _ detector: String, _ seed: String) -> String {
    "\(path)/logs/\(dataset)/\(detector)/\(seed).txt"
  }

  /// Writes the logs of a run in place of those of an earlier one.
  func write(_ logs: ProgramLogs) throws(FileError) {
    for dataset in logs.datasets { try AtomicFile.remove("\(path)/logs/\(dataset)") }
    for log in logs.texts {
      try AtomicFile.createFolder("\(path)/logs/\(log.dataset)/\(log.detector)")
      try AtomicFile.write(
        Array(log.text.utf8), to: self.log(log.dataset, log.detector, String(log.seed)))
    }
  }
}
