public import Archives
public import Datasets

extension IMS.FeatureTable {
  /// Writes the table as comma-separated text, whole or not at all.
  ///
  /// A line holds a snapshot's name, the number of a bearing, that of a channel, and the features.
  ///
  /// - Parameter folder: The folder, which is made where there is none.
  /// - Throws: ``FileError`` with the path and the system's cause.
  public func write(to folder: String) throws(FileError) {
    try AtomicFile.createFolder(folder)
    try AtomicFile.write(text.bytes, to: "\(folder)/\(test.tableName)")
  }

  private var text: DelimitedText {
    let names = ["snapshot", "bearing", "channel"] + features.map(\.name)
    var text = DelimitedText(columns: names.joined(separator: ","))
    for (row, snapshot) in snapshots.enumerated() {
      for (channel, bearing) in test.bearings.enumerated() {
        text.add(snapshot.name)
        text.add(bearing)
        text.add(channel + 1)
        for feature in features.indices {
          text.add(values[index(snapshot: row, channel: channel, feature: feature)])
        }
        text.endLine()
      }
    }
    return text
  }
}
