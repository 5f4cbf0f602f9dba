import Numerics
import Telemetry
import TestSupport

@testable import Archives
@testable import Datasets

/// An archive of any bytes, from the file to the data set.
///
/// What loads must be what the inspection calls complete, and the other way round.
enum ArchiveTarget {
  static func check(_ bytes: [UInt8]) throws {
    let file = try InputFile(bytes)
    let inspection = Result { try Inspection(ofArchiveAt: file.path, SmallBenchmark.benchmark) }
    let loaded = Result { try SmallBenchmark.load(file.path, width: 1) }
    switch (loaded, inspection) {
    case (.success(let loaded), .success(let inspection)):
      expect(isComplete(inspection), "what loads is complete")
      expectCounts(of: loaded)
    case (.success, .failure):
      expect(false, "what loads can be inspected")
    case (.failure(let error), .success(let inspection)):
      let isSound = inspection.damage.isEmpty && isComplete(inspection)
      expect(!isSound, "what is complete and sound loads: \(error)")
    case (.failure(let error), .failure):
      expect(error is ArchiveError || error is DataSetError, "an error is one of the archive")
    }
  }

  /// Whether the benchmark is there and whole; bearing data beside it are no part of it.
  private static func isComplete(_ inspection: Inspection) -> Bool {
    inspection.dataSets.filter { $0.source == CMAPSS.source }.map(\.isComplete) == [true]
  }

  private static func expectCounts(of loaded: LoadedDataSet) {
    let extent = SmallBenchmark.benchmark[0]
    let units = [loaded.dataSet.units, loaded.dataSet.testUnits ?? []]
    expect(
      units.map(\.count) == [extent.train.units, extent.test.units], "units are those announced")
    expect(
      units.map { $0.reduce(0) { $0 + $1.rows } } == [extent.train.rows, extent.test.rows],
      "rows are those announced")
    for unit in units.joined() {
      expect(unit.values.storage.allSatisfy(\.isFinite), "every value is finite")
      expect(zip(unit.times, unit.times.dropFirst()).allSatisfy(<), "time ascends")
    }
  }

  /// The small benchmark in every container, as it is and within another archive.
  static func seeds() throws -> [[UInt8]] {
    let members = SmallBenchmark().members
    let plain = try ArchiveWriter.Format.allCases.map { format in
      (format: format, bytes: try ArchiveWriter.bytes(texts: members, format: format))
    }
    let nested = try plain.map { inner in
      try ArchiveWriter.bytes([("in" + inner.format.suffix, inner.bytes)])
    }
    return plain.map(\.bytes) + nested
  }
}
