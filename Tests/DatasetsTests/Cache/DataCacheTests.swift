import Foundation
import TestSupport
import Testing

@testable import Datasets

@Suite struct DataCacheTests {
  private let folder: TemporaryDirectory
  private let cache: DataCache
  private let file: String

  private struct Content: Equatable {
    var numbers: [UInt64] = [1, -0.0, .nan, 0.1].map(\.bitPattern)
    var integers: [Int32] = [7, .min, -1]
    var texts = ["a", "", "größer"]
  }

  init() throws {
    folder = try TemporaryDirectory()
    cache = DataCache(folder: folder.file("a/b"))
    file = folder.file("a/b/small.cache")
    cache.store(draft(), as: "small", key: "key 1")
  }

  private func draft() -> CacheDraft {
    let content = Content()
    var draft = CacheDraft()
    draft.add(content.numbers.map(Double.init(bitPattern:)), as: "numbers")
    draft.add(content.integers, as: "integers")
    draft.add([Double](), as: "nothing")
    draft.add(content.texts, as: "texts")
    return draft
  }

  /// All that the entry holds, or `nil` where it is refused.
  private func content() -> Content? {
    guard let entry = cache.entry("small", key: "key 1"),
      let numbers = try? entry.numbers("numbers", as: Double.self),
      let integers = try? entry.numbers("integers", as: Int32.self),
      (try? entry.numbers("nothing", as: Double.self)) == [],
      let texts = try? entry.texts("texts")
    else { return nil }
    return Content(numbers: numbers.map(\.bitPattern), integers: integers, texts: texts)
  }

  private func open(key: String) throws(CacheEntry.Damage) -> CacheEntry {
    guard let entry = cache.entry("small", key: key) else { throw CacheEntry.Damage() }
    return entry
  }

  private func hasEntry(key: String, in cache: DataCache) -> Bool {
    if let _ = cache.entry("small", key: key) { true } else { false }
  }

  private func bytes() throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: file))) }

  private func write(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(filePath: file)) }

  @Test func whatIsStoredComesBack() throws {
    #expect(content() == Content())
    #expect(cache.holds("small"))
    #expect(!cache.holds("other"))
    #expect(try TemporaryDirectory.contents(of: cache.folder) == ["small.cache"])
  }

  @Test func blocksAreReadInPieces() throws {
    let entry = try open(key: "key 1")
    var pieces: [[Int32]] = []
    try entry.read("integers", pieces: [1, 0, 2]) { (piece: Span<Int32>) in
      pieces.append(piece.indices.map { piece[$0] })
    }
    #expect(pieces == [[7], [], [.min, -1]])
  }

  @Test(arguments: [[], [1], [1, 1], [3, 1], [4, -1], [-1, 4], [.max, .max, 5]])
  func piecesThatAreNotTheBlockAreRefused(_ counts: [Int]) throws {
    let entry = try open(key: "key 1")
    #expect(throws: CacheEntry.Damage.self) {
      try entry.read("integers", pieces: counts) { (_: Span<Int32>) in }
    }
    #expect(throws: CacheEntry.Damage.self) {
      try entry.read("numbers", pieces: [8]) { (_: Span<Int32>) in }
    }
    #expect(throws: CacheEntry.Damage.self) { try entry.numbers("missing", as: Int32.self) }
  }

  @Test func aFlippedByteAnywhereIsFound() throws {
    let whole = try bytes()
    for index in whole.indices {
      for mask: UInt8 in [0x01, 0x10, 0x80, 0xFF] {
        var damaged = whole
        damaged[index] ^= mask
        try write(damaged)
        #expect(content() == nil, "byte \(index) with \(mask)")
      }
    }
  }

  @Test func anEntryThatIsCutShortOrGoesOnIsFound() throws {
    let whole = try bytes()
    for length in whole.indices {
      try write(Array(whole[..<length]))
      #expect(content() == nil, "\(length) bytes")
    }
    try write(whole + [0])
    #expect(content() == nil)
    try write(whole)
    #expect(content() == Content())
  }

  @Test func anotherKeyIsStaleAndReplaced() throws {
    #expect(!hasEntry(key: "key 2", in: cache))
    cache.store(draft(), as: "small", key: "key 2")
    #expect(content() == nil)
    #expect(hasEntry(key: "key 2", in: cache))
    #expect(try TemporaryDirectory.contents(of: cache.folder) == ["small.cache"])
  }

  @Test(arguments: [
    "", "assay cache 1 ", "assay cache 1 9999999999 0000000000\n", "assay cache 2 0000000001 1\n\n",
    String(repeating: "\n", count: 4096), "assay cache 1 -000000001 0000000000\n",
  ])
  func aForeignFileIsReplaced(_ text: String) throws {
    try write(Array(text.utf8))
    #expect(content() == nil)
    cache.store(draft(), as: "small", key: "key 1")
    #expect(content() == Content())
  }

  @Test func aFolderInPlaceOfAnEntryIsLeftAlone() throws {
    try folder.remove("a/b/small.cache")
    try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
    #expect(content() == nil)
    cache.store(draft(), as: "small", key: "key 1")
    #expect(content() == nil)
    #expect(try TemporaryDirectory.contents(of: cache.folder) == ["small.cache"])
  }

  @Test func whereNothingCanBeStoredNothingIs() throws {
    try folder.write([], to: "file")
    for place in [folder.file("file/below"), "/proc/nowhere/cache"] {
      let cache = DataCache(folder: place)
      cache.store(draft(), as: "small", key: "key 1")
      #expect(!hasEntry(key: "key 1", in: cache))
    }
  }

  @Test func whatKilledProcessesLeftIsRemovedWhenItIsOld() throws {
    for name in ["small.cache.1-2.tmp", "other.cache.1-2.tmp", "small.cache.note"] {
      try folder.write([1], to: "a/b/\(name)")
    }
    let all = ["other.cache.1-2.tmp", "small.cache", "small.cache.1-2.tmp", "small.cache.note"]
    cache.store(draft(), as: "small", key: "key 1")
    #expect(try TemporaryDirectory.contents(of: cache.folder) == all)
    let later = Int(Date().timeIntervalSince1970) + 2 * 3600
    DataCache(folder: cache.folder, now: { later }).store(draft(), as: "small", key: "key 1")
    #expect(
      try TemporaryDirectory.contents(of: cache.folder)
        == all.filter { $0 != "small.cache.1-2.tmp" }
    )
  }

  @Test func theStandardFolderIsTheOneOfTheEnvironment() {
    func folder(_ environment: [String: String]) -> String? {
      DataCache.standard(environment: environment)?.folder
    }
    #expect(folder(["XDG_CACHE_HOME": "/x", "HOME": "/home/a"]) == "/x/assay")
    #expect(folder(["HOME": "/home/a"]) == "/home/a/.cache/assay")
    #expect(folder(["XDG_CACHE_HOME": "", "HOME": "/home/a"]) == "/home/a/.cache/assay")
    #expect(folder(["XDG_CACHE_HOME": "relative", "HOME": "/home/a"]) == "/home/a/.cache/assay")
    #expect(folder(["HOME": ""]) == nil)
    #expect(folder([:]) == nil)
  }
}
