import Numerics

/// What sets one channel of one pump apart from the rest of the fleet.
struct PumpCharacter {
  /// The displacement of its mean, in spreads.
  let offset: Double
  /// The factor by which it follows the load more or less than the fleet.
  let gain: Double

  init(pump: String, channel: PumpChannel, seed: Int) {
    var stream = RandomStream(seed: seed, pump: pump, "character", channel.id)
    offset = 0.4 * stream.normal().clamped(to: -2...2)
    gain = stream.uniform(in: 0.85..<1.15)
  }
}
