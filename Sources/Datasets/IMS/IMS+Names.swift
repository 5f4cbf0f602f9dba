import Telemetry

extension IMS {
  /// The ids of all channels that a subset can have, such as `ch7.sd`; empty for an unknown subset.
  public static func channelIDs(ofSubset subset: String) -> [String] {
    test(ofSubset: subset).map { channels(of: $0, Feature.all).map(\.id) } ?? []
  }

  /// The file names of feature tables, the archive of all three first.
  public static let tableNames = ["ims-features.zip", "ims-features"]

  static func test(ofSubset subset: String) -> Test? {
    benchmark.first { $0.subset == subset }
  }

  /// The features of which some channels are named, in the order of an extracted table; the usual
  /// ones where no channel is.
  static func features(ofChannels ids: [String]?) -> [Feature] {
    guard let ids else { return Feature.usual }
    let names = Set(ids.compactMap { id in id.split(separator: ".", maxSplits: 1).last })
    return Feature.all.filter { names.contains(Substring($0.name)) }
  }
}
