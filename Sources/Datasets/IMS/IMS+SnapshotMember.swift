import Archives

extension IMS {
  /// A snapshot's file: which test it belongs to, when it began, and where it stands.
  struct SnapshotMember: Sendable {
    let test: Test
    let snapshot: Snapshot
    let place: Place

    /// Recognises a file by its name and by the nearest folder or archive around it that names a test.
    ///
    /// The outermost of these is the file or folder that is read; where that lies makes no difference.
    ///
    /// - Parameters:
    ///   - place: Where the file stands.
    ///   - benchmark: The tests that it may belong to.
    /// - Throws: ``DataSetError`` if the name looks like a snapshot's but is no time, or if nothing
    ///   tells the test.
    /// - Returns: `nil` for a file that is no snapshot.
    static func recognised(
      at place: Place, in benchmark: [Test]
    ) throws(DataSetError) -> SnapshotMember? {
      var path =
        place.file.split(separator: "/").suffix(1)
        + place.members.flatMap { $0.split(separator: "/") }
      guard let name = path.popLast(), looksLikeSnapshot(name) else { return nil }
      guard let snapshot = Snapshot(name: name) else {
        throw DataSetError(place, "the name has the form of a snapshot's but is no time")
      }
      guard
        let test =
          path.lazy.reversed().compactMap({ Test.named($0, in: benchmark) }).first
          ?? benchmark.first(where: { $0.recording.contains(snapshot) })
      else {
        throw DataSetError(
          place,
          "no folder or archive around it names its test, and none was recorded then; put it into"
            + " one that is called \(benchmark.map(\.name).joined(separator: ", "))")
      }
      guard test.recording.contains(snapshot) else {
        throw DataSetError(
          place,
          "it is no snapshot of \(test.name), which was recorded from \(test.recording.first) to"
            + " \(test.recording.last)")
      }
      return SnapshotMember(test: test, snapshot: snapshot, place: place)
    }

    /// Whether a name is made of digits and points as those of snapshots are.
    private static func looksLikeSnapshot(_ name: Substring) -> Bool {
      name.utf8.map { (0x30...0x39).contains($0) ? 0x30 : $0 }
        .elementsEqual("0000.00.00.00.00.00".utf8)
    }
  }
}

extension IMS.Test {
  /// The test of the benchmark that a folder or an archive of this name holds.
  static func named(_ component: Substring, in benchmark: [IMS.Test]) -> IMS.Test? {
    benchmark.first { $0.isNamed(by: component) }
  }
}
