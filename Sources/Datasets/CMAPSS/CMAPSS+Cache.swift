import Archives
import Numerics
import Telemetry

extension CMAPSS {
  /// The version of what this loader makes of an archive and of how it is stored; raised with either.
  private static let cacheVersion = 1

  /// Loads the subsets of a benchmark, which tests make smaller than the real one: those that a cache
  /// has of this very archive from there, and the others into it.
  static func load(
    _ benchmark: [Benchmark], archive path: String, limits: ArchiveLimits, includingTest: Bool,
    width: Int, cache: DataCache?
  ) throws -> [LoadedDataSet] {
    // A folder has no stamp that tells whether anything in it changed.
    guard let cache, let stamp = try? FileStamp(of: path), cache.isSettled(stamp) else {
      return try read(
        benchmark, from: path, limits: limits, includingTest: includingTest, width: width
      ) {
        path throws(ArchiveError) in try FileBytes.digest(of: path).sha256
      }
    }
    let stored = try stored(
      benchmark, archive: path, includingTest: includingTest, width: width, cache)
    let missing = zip(benchmark, stored).filter { $0.1 == nil }.map(\.0)
    if missing.isEmpty { return stored.compactMap { $0 } }
    let read = try read(
      missing, from: path, limits: limits, includingTest: includingTest, width: width
    ) {
      path throws(ArchiveError) in try cache.digest(ofArchive: path)
    }
    // What was read while the file changed may be of neither its old nor its new content.
    if (try? FileStamp(of: path)) == stamp {
      _ = read.concurrentMap(width: width) { store($0, in: cache) }
    }
    var rest = read[...]
    return stored.compactMap { $0 ?? rest.popFirst() }
  }

  /// What a cache has of the subsets, in their order.
  private static func stored(
    _ benchmark: [Benchmark], archive path: String, includingTest: Bool, width: Int,
    _ cache: DataCache
  ) throws(ArchiveError) -> [LoadedDataSet?] {
    let names = benchmark.map { entryName($0.subset, includingTest: includingTest) }
    // The digest would be waited for, where a cold load takes it beside reading.
    guard names.contains(where: cache.holds) else { return names.map { _ in nil } }
    let container = Container(
      name: FileBytes.name(of: path), sha256: try cache.digest(ofArchive: path))
    return mapLargestFirst(benchmark, width: width) { set in
      let name = entryName(set.subset, includingTest: includingTest)
      guard let entry = cache.entry(name, key: key(container)) else { return nil }
      return try? loaded(set.subset, from: entry, container)
    }
  }

  static func store(_ loaded: LoadedDataSet, in cache: DataCache) {
    let set = loaded.dataSet
    guard let subset = set.subset, let container = set.containers.first else { return }
    cache.store(
      draft(of: loaded), as: entryName(subset, includingTest: set.testUnits != nil),
      key: key(container))
  }

  private static func entryName(_ subset: String, includingTest: Bool) -> String {
    "\(source)-\(subset)-\(includingTest ? "train-test" : "train")"
  }

  private static func key(_ archive: Container) -> String {
    "\(source) \(cacheVersion) \(archive.sha256)"
  }
}
