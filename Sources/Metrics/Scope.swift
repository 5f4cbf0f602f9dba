/// The rows that a metric is taken over.
public enum Scope: Sendable, Hashable, CustomStringConvertible {
  case all
  case phase(String)
  case regime(String)
  /// The time metrics under another label set than the suite's first.
  case labels(String)

  public var description: String {
    switch self {
    case .all: "all"
    case .phase(let name): "phase=\(name)"
    case .regime(let name): "regime=\(name)"
    case .labels(let name): "labels=\(name)"
    }
  }

  /// The kind of scope as a suite's gate names it.
  public var kind: Kind {
    switch self {
    case .all: .all
    case .phase: .phase
    case .regime: .regime
    case .labels: .labels
    }
  }

  public enum Kind: String, Sendable, CaseIterable {
    case all
    case phase
    case regime
    case labels
  }
}
