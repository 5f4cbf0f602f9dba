import Archives

extension Setting {
  /// A list of ids of channels, or patterns of ids such as `*.sd`; none may stand there twice.
  func channelPatterns() throws(SuiteError) -> [Setting] {
    _ = try distinct { (setting) throws(SuiteError) in try setting.text() }
    return try elements()
  }
}

extension [Setting] {
  /// The channels that ids and patterns name, in the order of the list and then of the data set.
  ///
  /// - Parameter known: The ids of all channels.
  /// - Throws: ``SuiteError`` at the first that names none.
  /// - Returns: The ids, each once.
  func channels(among known: [String]) throws(SuiteError) -> [String] {
    var found: [String] = []
    for setting in self {
      let name = try setting.text()
      let glob = Glob(name)
      let matches = known.contains(name) ? [name] : known.filter(glob.matches)
      if matches.isEmpty {
        throw setting.error(
          "no channel is named \"\(name)\"" + Spelling.question(for: name, among: known))
      }
      found += matches
    }
    return found.removingRepeats()
  }
}
