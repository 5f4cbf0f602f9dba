import Foundation
import Testing

@testable import Numerics

@Suite struct RealFFTTests {
  /// The even lengths up to 400 that have no factors but 2, 3 and 5, and those of whole snapshots.
  static let lengths: [Int] =
    (1...200).map { 2 * $0 }.filter { ComplexFFT.radices(of: $0) != nil } + [2560, 3000, 20480]

  private func noise(_ count: Int, key: UInt64) -> [SIMD4<Double>] {
    var stream = RandomStream(key: key)
    return (0..<count).map { _ in
      let numbers = (0..<4).map { _ in stream.uniform(in: -1..<1) }
      return SIMD4(numbers)
    }
  }

  private func transform(_ signals: [SIMD4<Double>]) -> [ComplexLanes] {
    var fft = RealFFT(count: signals.count)
    var spectrum = [ComplexLanes](repeating: .zero, count: signals.count / 2 + 1)
    fft.transform(signals, into: &spectrum)
    return spectrum
  }

  /// Σ x[n] e^(−2πikn/count), summed as it is written.
  private func direct(_ signals: [SIMD4<Double>], _ k: Int) -> ComplexLanes {
    var sum = ComplexLanes.zero
    for (index, signal) in signals.enumerated() {
      let angle = 2 * Double.pi * Double(k * index % signals.count) / Double(signals.count)
      sum = sum + ComplexLanes(signal * Foundation.cos(angle), signal * -Foundation.sin(angle))
    }
    return sum
  }

  private func largest(_ values: SIMD4<Double>) -> Double { max(values.max(), -values.min()) }

  /// The largest difference of two spectra relative to √count, the size of the noise's own.
  private func distance(_ first: [ComplexLanes], _ second: [ComplexLanes], _ count: Int) -> Double {
    #expect(first.count == second.count)
    let furthest = zip(first, second).map { pair in
      let rest = pair.0 - pair.1
      return max(largest(rest.real), largest(rest.imaginary))
    }.max()
    return (furthest ?? .infinity) / Double(count).squareRoot()
  }

  @Test func lengthsHaveTheFactors2And3And5() {
    #expect(ComplexFFT.radices(of: 10240) == [4, 4, 4, 4, 4, 2, 5])
    #expect(ComplexFFT.radices(of: 45) == [3, 3, 5])
    #expect(ComplexFFT.radices(of: 1) == [])
    #expect(ComplexFFT.radices(of: 14) == nil)
    #expect(ComplexFFT.radices(of: 0) == nil)
    #expect(Self.lengths.count == 46 + 3)
  }

  @Test(arguments: lengths) func isTheSumThatDefinesIt(_ count: Int) {
    let signals = noise(count, key: UInt64(count))
    let spectrum = transform(signals)
    // All bins of short signals, about 100 of long ones, the first and the last among them.
    let bins = Array(stride(from: 0, to: count / 2, by: max(1, count / 200))) + [count / 2]
    let error = distance(bins.map { spectrum[$0] }, bins.map { direct(signals, $0) }, count)
    #expect(error <= 1e-13)
  }

  @Test(arguments: [2, 6, 90, 1280, 20480]) func keepsThePower(_ count: Int) {
    let signals = noise(count, key: 7)
    let spectrum = transform(signals)
    var power = SIMD4<Double>.zero
    for (k, number) in spectrum.enumerated() {
      power += number.squaredMagnitude * (k == 0 || k == count / 2 ? 1 : 2)
    }
    let expected = signals.reduce(.zero) { $0 + $1 * $1 } * Double(count)
    #expect(largest(power / expected - 1) <= 1e-13)
  }

  @Test(arguments: [30, 1024, 20480]) func isLinear(_ count: Int) {
    let (first, second) = (noise(count, key: 1), noise(count, key: 2))
    let joined = transform(zip(first, second).map { $0 * 3 - $1 })
    let parts = zip(transform(first), transform(second)).map { $0 * 3 - $1 }
    #expect(distance(joined, parts, count) <= 1e-13)
  }

  @Test(arguments: [2, 12, 250, 20480]) func anImpulseHasEveryFrequencyAlike(_ count: Int) {
    for place in [0, 1, count - 1] {
      var signals = [SIMD4<Double>](repeating: .zero, count: count)
      signals[place] = SIMD4(repeating: 1)
      let spectrum = transform(signals)
      let roots = RootOfUnity.powers(count, ofRoot: count)
      let expected = spectrum.indices.map { k in
        ComplexLanes(SIMD4(repeating: 1), .zero) * roots[k * place % count]
      }
      #expect(distance(spectrum, expected, 1) <= 1e-14)
    }
  }

  @Test func aToneStandsInItsBinAlone() {
    let count = 20480
    let signals = (0..<count).map { index in
      SIMD4(repeating: Foundation.cos(2 * .pi * Double(236 * index % count) / Double(count)))
    }
    for (k, number) in transform(signals).enumerated() {
      let height = k == 236 ? Double(count) / 2 : 0
      #expect(largest(number.real - height) <= 1e-9 && largest(number.imaginary) <= 1e-9)
    }
  }

  @Test func everyLaneIsComputedAlike() {
    let signals = noise(20480, key: 5)
    let turned = signals.map { SIMD4($0.w, $0.x, $0.y, $0.z) }
    let (spectrum, other) = (transform(signals), transform(turned))
    for (first, second) in zip(spectrum, other) {
      #expect(first.real.w == second.real.x && first.imaginary.w == second.imaginary.x)
      #expect(first.real.x == second.real.y && first.imaginary.x == second.imaginary.y)
    }
  }

  @Test func aPlanMayBeUsedAgain() {
    var fft = RealFFT(count: 90)
    var spectrum = [ComplexLanes](repeating: .zero, count: 46)
    fft.transform(noise(90, key: 1), into: &spectrum)
    fft.transform(noise(90, key: 2), into: &spectrum)
    #expect(spectrum == transform(noise(90, key: 2)))
  }

  @Test(arguments: [(8, 1...3), (30, 0...14), (90, 7...20), (1280, 125...618)])
  func theEnvelopeIsThatOfTheAnalyticSignal(_ count: Int, _ band: ClosedRange<Int>) {
    let spectrum = transform(noise(count, key: 9))
    var fft = RealFFT(count: count)
    var envelope = [SIMD4<Double>](repeating: .zero, count: count)
    fft.envelope(of: spectrum, in: band, into: &envelope)
    let scale = 2 / Double(count)
    for index in 0..<count {
      var sum = ComplexLanes.zero
      for k in band {
        let angle = 2 * Double.pi * Double(k * index % count) / Double(count)
        let (cosine, sine) = (Foundation.cos(angle), Foundation.sin(angle))
        sum =
          sum
          + ComplexLanes(
            spectrum[k].real * cosine - spectrum[k].imaginary * sine,
            spectrum[k].real * sine + spectrum[k].imaginary * cosine)
      }
      let expected = sum.squaredMagnitude.squareRoot() * scale
      #expect(largest(envelope[index] - expected) <= 1e-13)
    }
  }

  @Test func theEnvelopeOfAModulatedToneIsItsModulation() {
    let count = 20480
    func wave(_ k: Int, _ index: Int) -> Double {
      Foundation.cos(2 * .pi * Double(k * index % count) / Double(count))
    }
    let signals = (0..<count).map { index in
      SIMD4(repeating: (1 + 0.5 * wave(30, index)) * wave(4000, index))
    }
    var fft = RealFFT(count: count)
    var envelope = [SIMD4<Double>](repeating: .zero, count: count)
    fft.envelope(of: transform(signals), in: 2000...9900, into: &envelope)
    for index in 0..<count {
      #expect(largest(envelope[index] - (1 + 0.5 * wave(30, index))) <= 1e-12)
    }
  }
}
