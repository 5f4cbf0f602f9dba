import Glibc

extension ArchiveError {
  /// What the system said last, in the words of the user where there are better ones.
  init(systemErrorAt place: Place) {
    let code = errno
    let cause =
      switch code {
      case ENOENT: "there is no such file"
      case EACCES: "there is no permission to read it"
      default: unsafe String(cString: strerror(code))
      }
    self.init(place, cause)
  }
}
