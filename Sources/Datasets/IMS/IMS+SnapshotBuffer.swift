import Archives

extension IMS {
  /// The text of one snapshot and the working memory to reduce it, used for one after another.
  struct SnapshotBuffer: Sendable {
    private var text: [UInt8] = []
    private var computation: SnapshotFeatures

    init(_ computation: SnapshotFeatures) {
      self.computation = computation
    }

    /// Takes the text of a member in place of the last one.
    ///
    /// - Throws: ``ArchiveError`` if the archive is damaged; ``DataSetError`` if the text is too long
    ///   for a snapshot.
    mutating func fill(from member: borrowing ArchiveMember) throws -> MemberContent {
      text.removeAll(keepingCapacity: true)
      let place = member.place
      return try member.read { piece in
        guard text.count + piece.byteCount <= Self.longestText else {
          throw DataSetError(
            place, "a snapshot has at most \(Self.longestText) bytes, and this is longer")
        }
        unsafe piece.withUnsafeBytes { unsafe text.append(contentsOf: $0) }
      }
    }

    /// Reads the text as the snapshot of a member and reduces it.
    ///
    /// - Throws: ``ArchiveError`` where the text is no table of numbers with the test's channels;
    ///   ``DataSetError`` if it has not the rows of a snapshot or a channel has no features.
    /// - Returns: Channels × features.
    mutating func features(of member: SnapshotMember) throws -> [Double] {
      let channels = member.test.channels
      let table = try unsafe NumericTable(
        text.span.bytes, delimiter: .tab, columns: channels, at: member.place)
      guard table.rows == IMS.samples else {
        throw DataSetError(
          member.place, "\(table.rows) rows where a snapshot has \(IMS.samples)")
      }
      let values = computation.values(of: table.values, channels: channels)
      if let fault = values.firstIndex(where: { !$0.isFinite }) {
        let (channel, feature) = fault.quotientAndRemainder(
          dividingBy: computation.features.count)
        throw DataSetError(
          member.place,
          "channel \(channel + 1) has no \(computation.features[feature].name): it is constant or"
            + " its values are too large")
      }
      return values
    }

    /// Bytes; 20480 rows of 8 numbers take 1.2 million as published.
    private static let longestText = 1 << 22
  }
}
