/// The discrete Fourier transform of complex signals, four at once.
///
/// Stockham's self-sorting form of the fast Fourier transform with radices 4, 2, 3 and 5 (Van Loan,
/// "Computational Frameworks for the Fast Fourier Transform", SIAM 1992, section 1.7).
struct ComplexFFT: Sendable {
  /// The length of the signals: a product of powers of 2, 3 and 5.
  let count: Int
  /// The radices of the stages, whose product is the length; `nil` for a length with other factors.
  private let radices: [Int]
  /// All powers of e^(−2πi/count).
  private let roots: [RootOfUnity]

  /// Prepares transforms of one length.
  ///
  /// - Precondition: ``radices(of:)`` knows the length.
  init(count: Int) {
    guard let radices = Self.radices(of: count) else {
      preconditionFailure("\(count) is no product of powers of 2, 3 and 5")
    }
    self.count = count
    self.radices = radices
    roots = RootOfUnity.powers(count, ofRoot: count)
  }

  /// The radices into which a length falls; `nil` where a factor other than 2, 3 and 5 remains.
  static func radices(of count: Int) -> [Int]? {
    var rest = count
    var radices: [Int] = []
    for radix in [4, 2, 3, 5] {
      while rest > 1, rest.isMultiple(of: radix) {
        radices.append(radix)
        rest /= radix
      }
    }
    return rest == 1 ? radices : nil
  }

  /// Transforms signals in place: X[k] = Σ x[n] e^(−2πikn/count).
  ///
  /// - Parameters:
  ///   - signals: The signals, `count` long, which become their transforms.
  ///   - scratch: As long, with any content.
  func transform(_ signals: inout [ComplexLanes], scratch: inout [ComplexLanes]) {
    precondition(signals.count == count && scratch.count == count, "buffers have the plan's length")
    var stride = 1
    for radix in radices {
      let stage = Stage(stride: stride, turns: count / (stride * radix))
      switch radix {
      case 2: stage.radix2(signals.span, roots.span, &scratch)
      case 3: stage.radix3(signals.span, roots.span, &scratch)
      case 4: stage.radix4(signals.span, roots.span, &scratch)
      default: stage.radix5(signals.span, roots.span, &scratch)
      }
      swap(&signals, &scratch)
      stride *= radix
    }
  }
}

extension ComplexFFT {
  /// One pass over the signals, which joins transforms of length `stride` into longer ones.
  ///
  /// With p < `turns` and q < `stride`, the pass of radix r takes x[q + stride·(p + turns·j)] for
  /// j < r, transforms these r numbers into b, and leaves b[k]·w^(p·k·stride) in
  /// y[q + stride·(r·p + k)], where w = e^(−2πi/count).
  struct Stage {
    let stride: Int
    let turns: Int
  }
}
