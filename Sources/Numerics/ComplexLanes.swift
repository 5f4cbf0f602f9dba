/// Four complex numbers: one for each of the four signals that are transformed together.
///
/// Every lane is computed by the same operations in the same order, so a signal's transform is the
/// same to the bit in whatever lane and company it is computed, with vector instructions or without.
public struct ComplexLanes: Sendable, Equatable {
  public var real: SIMD4<Double>
  public var imaginary: SIMD4<Double>

  @inlinable
  public init(_ real: SIMD4<Double>, _ imaginary: SIMD4<Double>) {
    self.real = real
    self.imaginary = imaginary
  }

  public static let zero = ComplexLanes(.zero, .zero)

  /// |z|², lane by lane.
  @inlinable
  public var squaredMagnitude: SIMD4<Double> { real * real + imaginary * imaginary }

  @inline(__always)
  var conjugate: ComplexLanes { ComplexLanes(real, -imaginary) }

  /// The product with the imaginary unit, negated.
  @inline(__always)
  var quarterTurnBack: ComplexLanes { ComplexLanes(imaginary, -real) }

  @inline(__always)
  static func + (first: ComplexLanes, second: ComplexLanes) -> ComplexLanes {
    ComplexLanes(first.real + second.real, first.imaginary + second.imaginary)
  }

  @inline(__always)
  static func - (first: ComplexLanes, second: ComplexLanes) -> ComplexLanes {
    ComplexLanes(first.real - second.real, first.imaginary - second.imaginary)
  }

  @inline(__always)
  static func * (number: ComplexLanes, factor: Double) -> ComplexLanes {
    ComplexLanes(number.real * factor, number.imaginary * factor)
  }

  @inline(__always)
  static func * (number: ComplexLanes, root: RootOfUnity) -> ComplexLanes {
    ComplexLanes(
      number.real * root.real - number.imaginary * root.imaginary,
      number.real * root.imaginary + number.imaginary * root.real)
  }
}
