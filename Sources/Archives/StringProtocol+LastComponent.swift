extension StringProtocol {
  /// What stands behind the last slash of a path; all of it where there is none.
  var lastComponent: SubSequence {
    self[(lastIndex(of: "/").map(index(after:)) ?? startIndex)...]
  }
}
