/// A stream of random numbers that depends on nothing but its key.
///
/// The generator is Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy
/// as 1, 2, 3", SC 2011): block *i* of a stream is a function of the key and *i* alone, so streams
/// can be made in any order, on any thread, and give the same numbers.
public struct RandomStream: Sendable {
  private let key: (UInt32, UInt32)
  private var block: UInt64 = 0
  private var buffer: (UInt64, UInt64) = (0, 0)
  private var buffered = 0
  private var spareNormal: Double?

  /// Creates the stream of a 64-bit key.
  public init(key: UInt64) {
    self.key = (UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32))
  }

  /// Creates the stream that belongs to a seed and a path of names, such as data set, detector, unit.
  ///
  /// Different paths give different streams: every name enters the key with its length.
  public init(seed: UInt64, path: [String]) {
    var hash = StableHash(seed: seed)
    for name in path { hash.combine(name) }
    self.init(key: hash.value)
  }

  /// The next 64 random bits.
  public mutating func bits() -> UInt64 {
    if buffered == 0 {
      let words = Philox.block(counter: (block, 0), key: key)
      buffer = (
        UInt64(words.0) | UInt64(words.1) << 32, UInt64(words.2) | UInt64(words.3) << 32
      )
      block += 1
      buffered = 2
    }
    buffered -= 1
    return buffered == 1 ? buffer.0 : buffer.1
  }

  /// A number from 0 up to, but not including, 1; a multiple of 2⁻⁵³.
  public mutating func uniform() -> Double {
    Double(bits() >> 11) * 0x1p-53
  }

  /// A number from the given half-open range.
  public mutating func uniform(in range: Range<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  /// A whole number from 0 up to, but not including, `bound`, each with the same probability.
  ///
  /// Lemire's multiplication with rejection (ACM TOMACS 29(1), 2019).
  ///
  /// - Precondition: `bound > 0`.
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0, "a random integer needs a positive bound")
    let range = UInt64(bound)
    let rejected = (0 &- range) % range
    while true {
      let product = bits().multipliedFullWidth(by: range)
      if product.low >= rejected { return Int(product.high) }
    }
  }

  /// A number from the standard normal distribution, by Marsaglia's polar method.
  public mutating func normal() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    while true {
      let x = 2 * uniform() - 1
      let y = 2 * uniform() - 1
      let square = x * x + y * y
      if square > 0, square < 1 {
        let scale = (-2 * Elementary.log(square) / square).squareRoot()
        spareNormal = y * scale
        return x * scale
      }
    }
  }

  /// A waiting time from the exponential distribution with the given mean.
  public mutating func exponential(mean: Double) -> Double {
    -mean * Elementary.log(1 - uniform())
  }
}

/// The block function of Philox4x32 with ten rounds.
enum Philox {
  typealias Block = (UInt32, UInt32, UInt32, UInt32)

  static func block(counter: (UInt64, UInt64), key: (UInt32, UInt32)) -> Block {
    var words: Block = (
      UInt32(truncatingIfNeeded: counter.0), UInt32(truncatingIfNeeded: counter.0 >> 32),
      UInt32(truncatingIfNeeded: counter.1), UInt32(truncatingIfNeeded: counter.1 >> 32)
    )
    var key = key
    for _ in 0..<10 {
      let first = words.0.multipliedFullWidth(by: 0xD251_1F53)
      let second = words.2.multipliedFullWidth(by: 0xCD9E_8D57)
      words = (second.high ^ words.1 ^ key.0, second.low, first.high ^ words.3 ^ key.1, first.low)
      key = (key.0 &+ 0x9E37_79B9, key.1 &+ 0xBB67_AE85)
    }
    return words
  }
}

/// A 64-bit hash of names that is the same on every machine and in every run.
///
/// FNV-1a over the bytes, finished by the mixer of SplitMix64; for deriving streams, not for security.
struct StableHash {
  private(set) var state: UInt64

  init(seed: UInt64) {
    state = 0xCBF2_9CE4_8422_2325
    combine(seed)
  }

  mutating func combine(_ number: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      absorb(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  mutating func combine(_ name: String) {
    combine(UInt64(name.utf8.count))
    for byte in name.utf8 { absorb(byte) }
  }

  private mutating func absorb(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  var value: UInt64 {
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
