public import Archives
public import Telemetry

/// The NASA C-MAPSS turbofan data: simulated engines that run to failure, in four subsets.
///
/// Saxena, Goebel, Simon and Eklund, "Damage propagation modeling for aircraft engine run-to-failure
/// simulation", PHM 2008, doi:10.1109/PHM.2008.4711414.
public enum CMAPSS {
  public static let source = "cmapss"

  /// The subsets, in the order of their names.
  public static let subsets = benchmark.map(\.subset)

  /// The file names under which the data are distributed, the inner archive first.
  public static let archiveNames = [
    "CMAPSSData.zip", "6. Turbofan Engine Degradation Simulation Data Set.zip",
  ]

  /// Where the archive can be had.
  public static let origin =
    "https://phm-datasets.s3.amazonaws.com/NASA/"
    + "6.+Turbofan+Engine+Degradation+Simulation+Data+Set.zip"

  /// The three settings and 21 sensors, in file order, with the units that the paper's tables give.
  ///
  /// In file order the sensors are T2 T24 T30 T50 P2 P15 P30 Nf Nc epr Ps30 phi NRf NRc BPR farB
  /// htBleed Nf_dmd PCNfR_dmd W31 W32.
  public static let channels =
    (1...3).map { Channel(id: "set\($0)") }
    + [
      "°R", "°R", "°R", "°R", "psia", "psia", "psia", "rpm", "rpm", nil, "psia", "pps/psi", "rpm",
      "rpm", nil, nil, nil, "rpm", nil, "lbm/s", "lbm/s",
    ].enumerated().map { Channel(id: "s\($0.offset + 1)", unit: $0.element) }

  /// The fields of a row: unit, cycle and the channels.
  static let columns = 2 + channels.count

  /// The settings: altitude, Mach number and throttle define the flight condition.
  static let regimeChannels = [0, 1, 2]

  /// Static pressure at the outlet of the compressor, `s11`, which every fault moves.
  static let rawChannel = 13

  /// Loads one subset.
  ///
  /// - Parameters:
  ///   - subset: One of ``subsets``.
  ///   - path: `CMAPSSData.zip` or any archive or folder that contains its members, also inside an
  ///     archive.
  ///   - limits: How much the archive may take.
  ///   - includingTest: Whether the official test units are loaded too.
  ///   - width: How many threads may read at once.
  ///   - cache: Where the parsed data are kept for the next time, if anywhere.
  /// - Throws: ``DataSetError`` or `ArchiveError` if anything is not as the benchmark has it.
  /// - Returns: The data set and the digests of the members it was read from.
  public static func load(
    subset: String, archive path: String, limits: ArchiveLimits = .standard,
    includingTest: Bool, width: Int, cache: DataCache? = nil
  ) throws -> LoadedDataSet {
    try load(
      [benchmark(of: subset)], archive: path, limits: limits, includingTest: includingTest,
      width: width, cache: cache)[0]
  }

  /// Loads several subsets with one pass over the archive per thread.
  ///
  /// - Parameters:
  ///   - subsets: Some of ``subsets``, each at most once.
  ///   - path: `CMAPSSData.zip` or any archive or folder that contains its members, also inside an
  ///     archive.
  ///   - limits: How much the archive may take.
  ///   - includingTest: Whether the official test units are loaded too.
  ///   - width: How many threads may read at once.
  ///   - cache: Where the parsed data are kept for the next time, if anywhere.
  /// - Throws: ``DataSetError`` or `ArchiveError` if anything is not as the benchmark has it.
  /// - Returns: The data sets in the order of `subsets`.
  public static func load(
    subsets: [String], archive path: String, limits: ArchiveLimits = .standard,
    includingTest: Bool, width: Int, cache: DataCache? = nil
  ) throws -> [LoadedDataSet] {
    try load(
      subsets.map(benchmark(of:)), archive: path, limits: limits, includingTest: includingTest,
      width: width, cache: cache)
  }

  private static func benchmark(of subset: String) throws(DataSetError) -> Benchmark {
    if let found = benchmark.first(where: { $0.subset == subset }) { return found }
    let known = subsets.joined(separator: ", ")
    throw DataSetError(
      nil, "C-MAPSS has no subset \(subset.debugDescription); its subsets are \(known)")
  }
}
