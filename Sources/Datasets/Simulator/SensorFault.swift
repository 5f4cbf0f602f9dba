/// The faults of one sensor on a healthy pump.
enum SensorFault: String, CaseIterable {
  case drift
  case bias
  case stuckValue = "stuck-value"
  case spikes
  case dropout

  /// Events per pump and month of 30 days, of every kind.
  static let rate = 0.7

  /// Minutes from onset to repair, evenly distributed in the logarithm.
  var duration: Range<Double> {
    switch self {
    case .drift: 240..<720
    case .bias: 60..<360
    case .stuckValue: 30..<240
    case .spikes: 60..<240
    case .dropout: 10..<120
    }
  }
}
