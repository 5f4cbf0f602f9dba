extension DataSet {
  /// The data set with every unit transformed; all else, its identity included, stays.
  public func mapUnits(_ transform: (Unit) -> Unit) -> DataSet {
    loading(units: units.map(transform), testUnits: testUnits?.map(transform))
  }

  /// The data set with some of its units; all else, its identity included, stays.
  public func filterUnits(_ isKept: (Unit) -> Bool) -> DataSet {
    loading(units: units.filter(isKept), testUnits: testUnits?.filter(isKept))
  }

  /// The data set as it comes from a source that lists the same units the other way round.
  public var loadedInReverse: DataSet {
    loading(units: units.reversed(), testUnits: testUnits?.reversed())
  }

  private func loading(units: [Unit], testUnits: [Unit]?) -> DataSet {
    DataSet(
      source: source, subset: subset, channels: channels, timeUnit: timeUnit, units: units,
      testUnits: testUnits, regimeChannels: regimeChannels, loadChannels: loadChannels,
      regimeNames: regimeNames, rawChannels: rawChannels, identity: identity,
      containers: containers)
  }

  /// The data set as one with a single operating regime.
  public var withoutRegimes: DataSet {
    mapUnits { $0.replacing(values: $0.values, regimeKeys: nil) }
  }
}
