import Foundation
import Numerics
import Testing

@testable import Datasets

@Suite struct SnapshotFeaturesTests {
  private func noise(samples: Int, channels: Int) -> [Double] {
    var stream = RandomStream(key: 11)
    return (0..<samples * channels).map { _ in 0.1 * stream.normal() - 0.02 }
  }

  private func features(
    _ features: [IMS.Feature], of values: [Double], channels: Int, samplingRate: Double = 20480
  ) -> [Double] {
    var computation = IMS.SnapshotFeatures(
      features, samplingRate: samplingRate, samples: values.count / channels)
    return computation.values(of: values, channels: channels)
  }

  @Test func momentsOfFourNumbersByHand() {
    // The mean is 1, the rests −2, −1, 0, 3, their squares 4, 1, 0, 9.
    let values = features(
      Array(IMS.Feature.all.prefix(10)), of: [-1, 0, 1, 4], channels: 1)
    let (sd, rms) = (3.5.squareRoot(), 4.5.squareRoot())
    let expected = [
      1, rms, sd, 4, (98.0 / 4) / (3.5 * 3.5) - 3, (18.0 / 4) / (3.5 * sd), 5, 4 / rms, rms / 1.5,
      4 / 1.5,
    ]
    for (value, number) in zip(values, expected) { #expect(abs(value - number) <= 1e-15) }
    #expect(values.count == expected.count)
  }

  @Test func whatIsAskedForChangesNoValue() {
    let values = noise(samples: 2560, channels: 4)
    let all = features(IMS.Feature.all, of: values, channels: 4)
    for (index, feature) in IMS.Feature.all.enumerated() {
      let alone = features([feature], of: values, channels: 4)
      #expect(alone == (0..<4).map { all[$0 * IMS.Feature.all.count + index] }, "\(feature.name)")
    }
  }

  @Test(arguments: [1, 3, 4, 6, 8]) func aChannelIsComputedAlikeInAnyCompany(_ channels: Int) {
    let (samples, wanted) = (
      2560, [IMS.Feature.kurtosis, .centroid, .envelopeBand(.ftf, harmonic: 1)]
    )
    let values = noise(samples: samples, channels: channels)
    let together = features(wanted, of: values, channels: channels)
    #expect(together.count == channels * wanted.count)
    for channel in 0..<channels {
      let own = (0..<samples).map { values[$0 * channels + channel] }
      let alone = features(wanted, of: own, channels: 1)
      #expect(alone == Array(together[(channel * wanted.count)..<(channel + 1) * wanted.count]))
    }
  }

  @Test func aToneHasItsPowerInItsBandAndItsFrequencyAsCentroid() {
    // 0.5 · cos at 236 Hz, the first line of the outer race, has power 0.125.
    let values = (0..<20480).map { index in
      3 + 0.5 * cos(2 * .pi * Double(236 * index % 20480) / 20480)
    }
    let found = features(
      [.centroid, .band(.bpfo, harmonic: 1), .band(.bpfo, harmonic: 2), .band(.bpfi, harmonic: 1)],
      of: values, channels: 1)
    for (value, number) in zip(found, [236, 0.125, 0, 0]) { #expect(abs(value - number) <= 1e-9) }
  }

  @Test func theEnvelopeOfAModulatedCarrierShowsTheLine() {
    // 1 + 0.5 · cos at 297 Hz on a carrier of 5000 Hz: the envelope has power 0.125 at 297 Hz.
    func wave(_ hertz: Int, _ index: Int) -> Double {
      cos(2 * .pi * Double(hertz * index % 20480) / 20480)
    }
    let values = (0..<20480).map { (1 + 0.5 * wave(297, $0)) * wave(5000, $0) }
    let found = features(
      [
        .envelopeBand(.bpfi, harmonic: 1), .envelopeBand(.bpfi, harmonic: 2),
        .band(.bpfi, harmonic: 1),
      ], of: values, channels: 1)
    for (value, number) in zip(found, [0.125, 0, 0]) { #expect(abs(value - number) <= 1e-9) }
  }

  @Test func theSamplingRateSetsTheFrequencies() {
    // The same samples taken more slowly: 242 cycles per record are 236.3 Hz at 20 kHz.
    let values = (0..<20480).map { cos(2 * .pi * Double(242 * $0 % 20480) / 20480) }
    let wanted = [IMS.Feature.centroid, .band(.bpfo, harmonic: 1)]
    let fast = features(wanted, of: values, channels: 1)
    let slow = features(wanted, of: values, channels: 1, samplingRate: 20000)
    for (value, number) in zip(fast + slow, [242, 0, 242.0 * 20000 / 20480, 0.5]) {
      #expect(abs(value - number) <= 1e-9)
    }
  }

  @Test(arguments: [0, 0.1, -3.7]) func aConstantChannelHasNoShape(_ level: Double) {
    let values = [Double](repeating: level, count: 2560)
    let found = features([.mean, .sd, .kurtosis, .skewness], of: values, channels: 1)
    #expect(abs(found[0] - level) <= 1e-12 && found[1] == 0)
    #expect(!found[2].isFinite && !found[3].isFinite)
  }
}
