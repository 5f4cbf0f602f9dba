public import Telemetry

extension CMAPSS {
  /// A loaded subset without its test units: a data set of its own, with an identity of its own.
  public static func trainingPart(of dataSet: DataSet) -> DataSet {
    if dataSet.testUnits == nil { return dataSet }
    return DataSet(
      source: dataSet.source, subset: dataSet.subset, channels: dataSet.channels,
      timeUnit: dataSet.timeUnit, units: dataSet.units, regimeChannels: dataSet.regimeChannels,
      loadChannels: dataSet.loadChannels, regimeNames: dataSet.regimeNames,
      rawChannels: dataSet.rawChannels,
      identity: Identity.digest(
        source: dataSet.source, subset: dataSet.subset, channels: dataSet.channels,
        parts: [("train", dataSet.units)]),
      containers: dataSet.containers)
  }
}
