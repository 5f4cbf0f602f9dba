import CArchive

/// What libarchive answers, in words of ours.
extension ArchiveHandle {
  /// Accepts nothing but full success: a warning means data that are not what was packed.
  func check(_ status: CInt) throws(ArchiveError) {
    if status == ARCHIVE_OK { return }
    let error = feed?.error ?? ArchiveError(memberPlace, reason(message ?? "unknown error"))
    if status == ARCHIVE_FATAL { fatal = error }
    throw error
  }

  /// What to say of a cause, with the remedy that fits.
  func reason(_ cause: String) -> String {
    if isOpen, memberPlace == place, unsafe archive_read_has_encrypted_entries(handle) > 0 {
      return Self.encrypted
    }
    let remedy =
      kind == .rar || kind == .rar5
      ? "download it again, or unpack it with unrar x, which reads more of RAR than "
        + "libarchive does, and give the folder or pack it as zip"
      : "download it or pack it again"
    return "cannot be read (\(cause)); \(remedy)"
  }

  static let encrypted =
    "is encrypted; unpack it with its password and give the folder, or pack it again without one"

  var message: String? {
    unsafe archive_error_string(handle).map { unsafe String(cString: $0) }
  }
}
