import Foundation
import Telemetry
import TestSupport
import Testing

@testable import Datasets

/// The bearing data from a cache: the same as from the files, whatever state the cache is in.
@Suite(.enabled(if: SharedData.has("data/ims/4. Bearings.zip"), "\(SharedData.reason)"))
struct IMSCacheTests {
  private static let requests = IMS.subsets.map { IMS.Request(subset: $0, channels: nil) }

  /// What a run learns of the data: identities, members, containers and notes.
  private func found(
    _ cache: DataCache?, _ requests: [IMS.Request] = requests
  ) throws -> [String] {
    let holdings = IMS.Holdings(
      requests, locator: ArchiveLocator(directories: [SharedData.file("data/ims")]),
      tablesOnly: false, width: 2, cache: cache)
    return try requests.flatMap { request in
      let loaded = try holdings.dataSet(request)
      return [loaded.dataSet.identity, "\(loaded.members)", "\(loaded.dataSet.containers)"]
    } + holdings.notes
  }

  @Test func theSameWithAndWithoutACacheAndFromADamagedOne() throws {
    let folder = try TemporaryDirectory()
    let cache = DataCache(folder: folder.path)
    let expected = try found(nil)
    #expect(try found(cache) == expected)
    let entries = try folder.contents().filter { $0.hasPrefix("ims-") }
    #expect(
      entries == IMS.subsets.flatMap { ["ims-\($0)-raw.cache", "ims-\($0)-tables.cache"] })
    #expect(try found(cache) == expected)
    for entry in entries {
      var bytes = try Data(contentsOf: URL(filePath: folder.file(entry)))
      bytes[bytes.count - 1] ^= 1
      try bytes.write(to: URL(filePath: folder.file(entry)))
      #expect(try found(cache) == expected, "\(entry)")
    }
  }

  @Test func aStoredTableServesThoseWhoWantLess() throws {
    let folder = try TemporaryDirectory()
    let cache = DataCache(folder: folder.path)
    let plain = [IMS.Request(subset: "2", channels: ["ch1.sd"])]
    let expected = try found(nil, plain)
    #expect(try found(cache, plain) == expected)
    let entry = folder.file("ims-2-raw.cache")
    func size() throws -> Int { try Data(contentsOf: URL(filePath: entry)).count }
    let small = try size()
    _ = try found(cache, Self.requests)
    let large = try size()
    #expect(large > small)
    #expect(try found(cache, plain) == expected)
    #expect(try size() == large)
  }
}
