public import Numerics

extension Unit {
  /// The unit with other readings or regimes in the same rows.
  public func replacing(values: Matrix, regimeKeys: [Int]?) -> Unit {
    Unit(
      id: id, times: times, values: values, ending: ending, regimeKeys: regimeKeys,
      recordedPhases: recordedPhases, recordedLabels: recordedLabels, isOff: isOff,
      channels: channels, neighbourFailure: neighbourFailure, faults: faults)
  }

  /// The unit with some of its rows, ascending; a fault keeps those of its rows that are left.
  public func selecting(rows kept: [Int]) -> Unit {
    // before[r]: how many kept rows stand before row r.
    var before = [Int](repeating: 0, count: rows + 1)
    for row in kept { before[row + 1] = 1 }
    for row in 0..<rows { before[row + 1] += before[row] }
    return Unit(
      id: id, times: kept.map { times[$0] },
      values: Matrix(
        rows: kept.count, columns: values.columns, storage: kept.flatMap { values.row($0) }),
      ending: ending, regimeKeys: regimeKeys.map { keys in kept.map { keys[$0] } },
      recordedPhases: recordedPhases.map { track in
        PhaseTrack(names: track.names, codes: kept.map { track.codes[$0] })
      },
      recordedLabels: recordedLabels.map { labels in kept.map { labels[$0] } },
      isOff: isOff.map { flags in kept.map { flags[$0] } }, channels: channels,
      neighbourFailure: neighbourFailure,
      faults: faults.map { fault in
        Fault(
          kind: fault.kind, origin: fault.origin,
          rows: before[fault.rows.lowerBound]..<before[fault.rows.upperBound],
          channels: fault.channels)
      })
  }
}
