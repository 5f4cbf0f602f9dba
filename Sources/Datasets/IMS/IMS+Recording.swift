extension IMS {
  /// When the rig of a test was recorded; all times are names of snapshots.
  struct Recording: Sendable {
    let first: String
    let last: String
    /// Where no snapshot was taken for more than 15 minutes: the last before and the first after.
    let pauses: [ClosedRange<String>]

    /// Whether a snapshot falls into the recording; the names' order is that of time.
    func contains(_ snapshot: Snapshot) -> Bool { (first...last).contains(snapshot.name) }
  }
}

extension IMS.Test {
  /// When the test was recorded, from the names of the published files.
  ///
  /// The recordings of the tests do not overlap.
  var recording: IMS.Recording {
    switch subset {
    case "1": .test1
    case "2": .test2
    default: .test3
    }
  }
}

extension IMS.Recording {
  fileprivate static let test1 = IMS.Recording(
    first: "2003.10.22.12.06.24", last: "2003.11.25.23.39.56",
    pauses: [
      "2003.10.23.10.14.13"..."2003.10.29.14.39.46",
      "2003.10.30.03.39.46"..."2003.10.31.00.09.46",
      "2003.10.31.10.09.46"..."2003.10.31.12.05.51",
      "2003.11.01.23.51.44"..."2003.11.03.09.53.55",
      "2003.11.03.14.21.44"..."2003.11.07.14.51.44",
      "2003.11.07.22.41.44"..."2003.11.08.10.22.19",
      "2003.11.09.18.15.58"..."2003.11.09.22.02.15",
      "2003.11.10.16.25.58"..."2003.11.14.11.02.17",
      "2003.11.14.17.12.17"..."2003.11.14.17.52.14",
      "2003.11.16.20.28.46"..."2003.11.17.10.18.56",
      "2003.11.18.19.12.30"..."2003.11.19.09.06.09",
      "2003.11.19.09.22.30"..."2003.11.19.11.04.17",
      "2003.11.19.22.16.07"..."2003.11.20.11.50.35",
      "2003.11.20.20.39.03"..."2003.11.20.23.40.19",
      "2003.11.21.08.14.03"..."2003.11.21.10.29.21",
      "2003.11.21.13.18.36"..."2003.11.21.14.58.36",
      "2003.11.21.15.28.36"..."2003.11.21.16.40.54",
      "2003.11.22.20.16.56"..."2003.11.22.23.14.58",
      "2003.11.23.17.36.56"..."2003.11.23.20.01.11",
      "2003.11.24.07.01.24"..."2003.11.24.08.01.24",
      "2003.11.24.09.21.24"..."2003.11.24.10.02.30",
      "2003.11.24.10.51.24"..."2003.11.24.12.53.55",
      "2003.11.24.23.57.32"..."2003.11.25.10.47.32",
      "2003.11.25.16.07.32"..."2003.11.25.23.13.21",
    ])

  fileprivate static let test2 = IMS.Recording(
    first: "2004.02.12.10.32.39", last: "2004.02.19.06.22.39", pauses: [])

  fileprivate static let test3 = IMS.Recording(
    first: "2004.03.04.09.27.46", last: "2004.04.18.02.42.55",
    pauses: [
      "2004.03.15.07.32.46"..."2004.03.15.12.02.57",
      "2004.03.19.03.05.20"..."2004.03.19.10.37.17",
      "2004.04.04.01.51.57"..."2004.04.04.03.01.57",
      "2004.04.15.03.01.57"..."2004.04.15.10.21.53",
    ])
}
