public import Datasets
import JSON
import Preparation

extension DatasetEntry {
  /// Where the rows come from.
  public enum Source: Sendable, Equatable {
    /// A subset of the C-MAPSS turbofan archive, `FD001` through `FD004`.
    case cmapss(subset: String)
    /// A test of the IMS bearing archive, `1` through `3`: the raw snapshots or, where there is no
    /// complete raw archive, tables of their features.
    case ims(subset: String)
    /// The same, from tables alone.
    case imsFeatures(subset: String)
    /// The fleet of simulated pumps.
    case simulator(SimulatorParameters)
    /// A user's own data.
    case table(TableEntry)

    /// The source as a suite names it.
    public var name: String { kind.rawValue }

    /// The subset, where the source has any.
    public var subset: String? {
      switch self {
      case .cmapss(let subset), .ims(let subset), .imsFeatures(let subset): subset
      case .simulator, .table: nil
      }
    }
  }
}

extension DatasetEntry.Source {
  enum Kind: String, CaseIterable {
    case cmapss
    case ims
    case imsFeatures = "ims-features"
    case simulator
    case table
  }

  var kind: Kind {
    switch self {
    case .cmapss: .cmapss
    case .ims: .ims
    case .imsFeatures: .imsFeatures
    case .simulator: .simulator
    case .table: .table
    }
  }

  /// The phase schemes that the source has, its usual one first.
  var phases: [PhaseScheme] {
    switch self {
    case .cmapss: [.life, .volatility]
    case .ims, .imsFeatures: [.runs, .volatility]
    case .simulator: [.recorded, .volatility]
    case .table(let table): table.phases
    }
  }

  /// The regimes that the source has, its usual one first.
  var regimes: [DatasetEntry.Regime] {
    switch self {
    case .cmapss: [.set1, .none]
    case .ims, .imsFeatures: [.none]
    case .simulator: [.none, .state]
    case .table(let table): table.regimes
    }
  }

  /// Whether units have remaining lives.
  var knowsLives: Bool {
    switch self {
    case .cmapss, .ims, .imsFeatures: true
    case .simulator: false
    case .table(let table): table.layout.knowsLives
    }
  }

  /// Takes the keys that describe a source out of the mapping of its data set.
  init(from reader: inout MappingReader) throws(SuiteError) {
    switch try reader.require("source").choice(among: Kind.allCases) {
    case .cmapss:
      self = .cmapss(subset: try reader.require("subset").choice(among: CMAPSS.subsets))
    case .ims:
      self = .ims(subset: try reader.require("subset").choice(among: IMS.subsets))
    case .imsFeatures:
      self = .imsFeatures(subset: try reader.require("subset").choice(among: IMS.subsets))
    case .simulator:
      let standard = SimulatorParameters.standard
      let days = try reader.integer(
        "days", default: standard.days, in: SimulatorParameters.dayRange)
      let pumps = try reader.integer(
        "pumps", default: standard.pumps, in: SimulatorParameters.pumpRange)
      let seed = try reader.integer(
        "seed", default: standard.seed, in: SimulatorParameters.seedRange)
      do {
        self = .simulator(try SimulatorParameters(days: days, pumps: pumps, seed: seed))
      } catch {
        throw reader.error("\(error)")
      }
    case .table: self = .table(try TableEntry(from: &reader))
    }
  }

  var members: [JSONValue.Member] {
    let name = JSONValue.Member("source", .string(name))
    switch self {
    case .cmapss(let subset), .ims(let subset), .imsFeatures(let subset):
      return [name, JSONValue.Member("subset", .string(subset))]
    case .simulator(let simulator):
      return [
        name, JSONValue.Member("days", .integer(simulator.days)),
        JSONValue.Member("pumps", .integer(simulator.pumps)),
        JSONValue.Member("seed", .integer(simulator.seed)),
      ]
    case .table(let table): return [name] + table.members
    }
  }
}
