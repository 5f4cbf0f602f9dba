/// What a machine is doing: coming up, running, or going down.
public enum OperatingPhase: String, Sendable, CaseIterable {
  case startup
  case steady
  case shutdown

  /// The phase that a recorded state belongs to: normal operation and high load are both steady.
  ///
  /// A machine under maintenance, or in a state of another name, is in no phase of operation.
  public init?(recordedState state: String) {
    switch state {
    case "startup": self = .startup
    case "steady", "normal", "high-load": self = .steady
    case "shutdown": self = .shutdown
    default: return nil
    }
  }

  /// The phase's place among all, as tracks encode it.
  public var code: UInt8 {
    switch self {
    case .startup: 0
    case .steady: 1
    case .shutdown: 2
    }
  }
}
