import Detectors

extension DetectorEntry {
  /// Reads the members of an ensemble: a list of ids, or a mapping of ids to weights.
  ///
  /// - Parameters:
  ///   - setting: The list or mapping.
  ///   - channels: The channels that members may name.
  ///   - suite: All detectors of the suite.
  /// - Throws: ``SuiteError`` where a member is unknown or cannot be one.
  /// - Returns: The members in the order of the suite file.
  func members(
    _ setting: Setting, channels: KnownChannels, suite: [DetectorEntry]
  ) throws(SuiteError) -> [NamedDetector] {
    var named: [(place: Setting, id: String, weight: Double)] = []
    if setting.isList {
      let ids = try setting.distinct { (setting) throws(SuiteError) in try setting.text() }
      for (place, id) in zip(try setting.elements(), ids) { named.append((place, id, 1)) }
    } else {
      var reader = try setting.mapping()
      for id in reader.keys {
        let weight = try reader.require(id)
        named.append((weight, id, try weight.number(in: .positive)))
      }
    }
    if named.count < 2 { throw setting.error("an ensemble needs at least two members") }
    var members: [NamedDetector] = []
    for (place, id, weight) in named {
      members.append(
        try member(id, weight: weight, at: place, channels: channels, suite: suite))
    }
    let first = members[0].detector
    for (member, place) in zip(members, named.map(\.place)) {
      let other = member.detector
      guard other.learning == first.learning, other.input == first.input else {
        throw place.error(
          "\(member.id) learns from \(other.learningWords), but \(members[0].id) from"
            + " \(first.learningWords); the members of an ensemble share their rows")
      }
    }
    return members
  }

  private func member(
    _ id: String, weight: Double, at place: Setting, channels: KnownChannels,
    suite: [DetectorEntry]
  ) throws(SuiteError) -> NamedDetector {
    guard let entry = suite.first(where: { $0.id == id }) else {
      let others = suite.map(\.id).filter { $0 != self.id }
      throw place.error(
        "no detector of the suite is named \"\(id)\"" + Spelling.question(for: id, among: others))
    }
    guard entry.outside == nil, let kind = DetectorCatalog.kind(named: entry.kind) else {
      throw place.error("\(id) is no part of this program and cannot be a member")
    }
    guard !kind.parameters.contains(where: \.isOfDetectors) else {
      throw place.error("\(id) is an ensemble and cannot be a member")
    }
    guard entry.features == features else {
      throw place.error("\(id) has other features than \(self.id); give both the same")
    }
    return NamedDetector(
      id: id, weight: weight, kind: kind,
      values: try ParameterValues(entry, kind: kind, channels: channels, suite: suite))
  }
}

extension Parameter {
  fileprivate var isOfDetectors: Bool {
    if case .detectors = domain { true } else { false }
  }
}

extension Detector {
  /// The rows that it learns from and their form, in words.
  fileprivate var learningWords: String {
    let rows =
      switch learning {
      case .healthyRows: "healthy rows"
      case .labels: "labelled rows"
      case .lives: "rows with lives"
      }
    return input == .physical ? "\(rows) in physical units" : rows
  }
}
