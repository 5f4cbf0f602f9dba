import Archives

extension DataCache {
  /// The SHA-256 of an archive, computed anew unless the file is, for certain, the one that it was
  /// computed of before.
  ///
  /// - Throws: `ArchiveError` when the file cannot be read.
  func digest(ofArchive path: String) throws(ArchiveError) -> String {
    let name = "digest of \(FileBytes.name(of: path))"
    let stamp = try FileStamp(of: path)
    if let entry = entry(name, key: stamp.description),
      let digest = try? entry.texts(Self.digestBlock).first
    {
      return digest
    }
    let start = now()
    let digest = try FileBytes.digest(of: path).sha256
    // A file that changed while it was read, or may change without a trace, is read again next time.
    if stamp.isUnchanged(since: start - Self.settling), try FileStamp(of: path) == stamp {
      var draft = CacheDraft()
      draft.add([digest], as: Self.digestBlock)
      store(draft, as: name, key: stamp.description)
    }
    return digest
  }

  /// How many seconds a file must have been left alone before any later change shows in its stamp.
  ///
  /// File systems count time in ticks of milliseconds, some of two seconds, so that a file may change
  /// once more within the tick that it was looked at in. Bytes written through a memory map change
  /// the stamp when the kernel writes them back, within half a minute.
  private static let settling = 60

  private static let digestBlock = "sha256"
}
