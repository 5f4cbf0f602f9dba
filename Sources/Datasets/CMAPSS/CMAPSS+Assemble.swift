import Archives
import Telemetry

extension CMAPSS {
  /// Makes a data set of a subset's members.
  static func assemble(
    _ benchmark: Benchmark, from members: [Member: ReadMember], container: Container,
    includingTest: Bool
  ) throws -> LoadedDataSet {
    let kinds: [Member.Kind] = includingTest ? Member.Kind.allCases : [.train]
    let read = try kinds.map { kind throws(DataSetError) in
      let member = Member(subset: benchmark.subset, kind: kind)
      guard let read = members[member] else {
        throw DataSetError(
          Place(file: container.name), "\(member.fileName) vanished while the archive was read")
      }
      return read
    }
    let train = try engines(read[0], benchmark.train).map { $0.unit(failingAfter: 0) }
    var test: [Unit]?
    if includingTest {
      let engines = try engines(read[1], benchmark.test)
      let lives = try read[2].content.get().remainingLives
      try check(lives, against: engines, at: read[2].place)
      test = zip(engines, lives).map { $0.unit(failingAfter: $1) }
    }
    let identity = Identity.digest(
      source: source, subset: benchmark.subset, channels: channels,
      parts: [(name: "train", units: train)] + (test.map { [(name: "test", units: $0)] } ?? []))
    return LoadedDataSet(
      dataSet: dataSet(
        benchmark.subset, train: train, test: test, identity: identity, container: container),
      members: read.map(\.record))
  }

  /// A subset with what is the same for all.
  static func dataSet(
    _ subset: String, train: [Unit], test: [Unit]?, identity: String, container: Container
  ) -> DataSet {
    DataSet(
      source: source, subset: subset, channels: channels, timeUnit: .cycle,
      units: train, testUnits: test, regimeChannels: regimeChannels, loadChannels: regimeChannels,
      rawChannels: [rawChannel], identity: identity, containers: [container])
  }

  private static func engines(_ member: ReadMember, _ extent: Extent) throws -> [Trajectory] {
    let found = try member.content.get().trajectories
    try check(found, against: extent, at: member.place)
    return found
  }

  /// Checks that a file holds as much as the benchmark's.
  static func check(
    _ found: [Trajectory], against extent: Extent, at place: Place
  ) throws(DataSetError) {
    let rows = found.reduce(0) { $0 + $1.cycles.count }
    if found.count != extent.units || rows != extent.rows {
      throw DataSetError(
        place,
        "\(found.count) units with \(rows) rows, where the benchmark has \(extent.units) "
          + "with \(extent.rows); the file is cut short or not the original")
    }
  }

  /// Checks that there is one remaining life per test unit.
  static func check(
    _ lives: [Double], against units: [Trajectory], at place: Place
  ) throws(DataSetError) {
    if lives.count != units.count {
      throw DataSetError(
        place, "\(lives.count) remaining lives for \(units.count) test units; one per line belongs")
    }
  }
}
