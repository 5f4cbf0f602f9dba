extension DataSet {
  /// The data set with every unit transformed; all else, its identity included, stays.
  public func mapUnits(_ transform: (Unit) -> Unit) -> DataSet {
    loading(units: units.map(transform), testUnits: testUnits?.map(transform))
  }

  /// The data set as it comes from a source that lists the same units the other way round.
  public var loadedInReverse: DataSet {
    loading(units: units.reversed(), testUnits: testUnits?.reversed())
  }

  private func loading(units: [Unit], testUnits: [Unit]?) -> DataSet {
    DataSet(
      source: source, subset: subset, channels: channels, timeUnit: timeUnit, units: units,
      testUnits: testUnits, regimeChannels: regimeChannels, loadChannels: loadChannels,
      regimeNames: regimeNames, rawChannel: rawChannel, identity: identity,
      containers: containers)
  }

  /// The data set as one with a single operating regime.
  public var withoutRegimes: DataSet {
    mapUnits { unit in
      Unit(
        id: unit.id, times: unit.times, values: unit.values, ending: unit.ending,
        recordedPhases: unit.recordedPhases, faults: unit.faults)
    }
  }
}
