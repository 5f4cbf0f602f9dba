import Archives
import Telemetry

extension IMS {
  /// The version of what this loader makes of an archive and of how it is stored; raised with either.
  private static let cacheVersion = 1

  /// What the features of a test were read from.
  enum Form: String {
    case raw
    case tables
  }

  /// The features of some tests, of a cache that has them of this very file, or read and kept there.
  ///
  /// A folder has no digest that could be known without reading it, so it is always read.
  ///
  /// - Parameters:
  ///   - tests: The tests.
  ///   - form: What the file holds of them.
  ///   - features: The features that a stored table must have.
  ///   - path: The file.
  ///   - cache: The cache, if any.
  ///   - read: Reads all of the tests from the file, in their order; told what is known of the file.
  /// - Throws: What `read` throws, and `ArchiveError` when the file cannot be read.
  /// - Returns: What is held of every test, in their order.
  static func cached(
    _ tests: [Test], _ form: Form, _ features: [Feature], path: String, _ cache: DataCache?,
    read: (Container?) throws -> [Holding]
  ) throws -> [Holding] {
    guard let cache, let stamp = try? FileStamp(of: path),
      let digest = try? cache.digest(ofArchive: path)
    else { return try read(nil) }
    let container = Container(name: FileBytes.name(of: path), sha256: digest)
    let key = "\(source) \(cacheVersion) \(digest)"
    let stored = tests.compactMap { test -> Holding? in
      guard let entry = cache.entry(name(test, form), key: key),
        let holding = try? Holding(entry, test, container),
        Set(holding.table.features).isSuperset(of: features)
      else { return nil }
      return holding
    }
    if stored.count == tests.count { return stored }
    let isSettled = cache.isSettled(stamp)
    let holdings = try read(container)
    // What was read while the file changed may be of neither its old nor its new content.
    if isSettled, (try? FileStamp(of: path)) == stamp {
      for holding in holdings {
        cache.store(holding.draft, as: name(holding.table.test, form), key: key)
      }
    }
    return holdings
  }

  private static func name(_ test: Test, _ form: Form) -> String {
    "\(source)-\(test.subset)-\(form.rawValue)"
  }
}

extension IMS.Holding {
  /// The holding as the blocks of a cache entry; what is rounded is rounded when it is loaded.
  fileprivate var draft: CacheDraft {
    var draft = CacheDraft()
    draft.add(members)
    draft.add(table.features.map(\.name), as: "features")
    draft.add(table.snapshots.map(\.name), as: "snapshots")
    draft.add(table.values, as: "values")
    return draft
  }

  fileprivate init(
    _ entry: borrowing CacheEntry, _ test: IMS.Test, _ container: Container
  ) throws(CacheEntry.Damage) {
    let names = try entry.texts("features")
    let features = names.compactMap { IMS.Feature(name: $0) }
    let times = try entry.texts("snapshots").filter { !$0.isEmpty }
    let snapshots = times.compactMap { IMS.Snapshot(name: $0) }
    let values = try entry.numbers("values", as: Double.self)
    guard features.count == names.count, snapshots.count == times.count,
      values.count == snapshots.count * test.channels * features.count
    else { throw CacheEntry.Damage() }
    self.init(
      table: IMS.FeatureTable(
        test: test, features: features, snapshots: snapshots, values: values),
      container: container, members: try entry.members { _, _ in false })
  }
}
