import Numerics

extension IMS {
  /// Computes the features of snapshots one after another, four channels at once.
  ///
  /// `docs/ims.md` has the formulas. A value keeps its buffers from one snapshot to the next.
  struct SnapshotFeatures: Sendable {
    /// In the order of the values.
    let features: [Feature]
    /// The bins of the band whose envelope is taken: 2000 through 9900 Hz.
    private let envelopeBand: ClosedRange<Int>
    private let resolution: Double
    private var fft: RealFFT
    private var signals: [SIMD4<Double>]
    private var envelope: [SIMD4<Double>]
    private var spectrum: [ComplexLanes]

    /// Prepares the computation of features.
    ///
    /// - Parameters:
    ///   - features: Those to be computed.
    ///   - samplingRate: Samples per second; more than twice the 9900 Hz where the band ends.
    ///   - samples: The length of a snapshot, of which ``RealFFT`` must know the factors.
    init(_ features: [Feature], samplingRate: Double, samples: Int = IMS.samples) {
      precondition(samplingRate > 2 * 9900, "\(samplingRate) Hz do not resolve the band to 9900 Hz")
      self.features = features
      resolution = samplingRate / Double(samples)
      envelopeBand =
        Int((2000 / resolution).rounded(.up))...Int((9900 / resolution).rounded(.down))
      fft = RealFFT(count: samples)
      signals = Array(repeating: .zero, count: samples)
      envelope = signals
      spectrum = Array(repeating: .zero, count: samples / 2 + 1)
    }

    /// The features of one snapshot.
    ///
    /// - Parameters:
    ///   - values: Samples × channels.
    ///   - channels: How many channels there are.
    /// - Returns: Channels × features; not finite where a channel is constant or its squares overflow.
    mutating func values(of values: [Double], channels: Int) -> [Double] {
      precondition(values.count == signals.count * channels, "one value per sample and channel")
      var result: [Double] = []
      for first in stride(from: 0, to: channels, by: 4) {
        let lanes = min(4, channels - first)
        load(values, channels: channels, first: first, lanes: lanes)
        let computed = compute()
        for lane in 0..<lanes { result.append(contentsOf: computed.map { $0[lane] }) }
      }
      return result
    }

    /// Takes up to four channels; a lane without one repeats the first.
    private mutating func load(_ values: [Double], channels: Int, first: Int, lanes: Int) {
      var place = first
      for index in signals.indices {
        var signal = SIMD4(repeating: values[place])
        for lane in 1..<lanes { signal[lane] = values[place + lane] }
        signals[index] = signal
        place += channels
      }
    }

    private mutating func compute() -> [SIMD4<Double>] {
      let moments = Moments(of: signals)
      var (power, envelopePower): (PowerSpectrum?, PowerSpectrum?)
      if features.contains(where: \.needsSpectrum) {
        fft.transform(signals, into: &spectrum)
        power = PowerSpectrum(spectrum, resolution: resolution)
      }
      if features.contains(where: \.needsEnvelope) {
        fft.envelope(of: spectrum, in: envelopeBand, into: &envelope)
        let mean = envelope.reduce(.zero, +) / Double(envelope.count)
        for index in envelope.indices { envelope[index] -= mean }
        fft.transform(envelope, into: &spectrum)
        envelopePower = PowerSpectrum(spectrum, resolution: resolution)
      }
      return features.map { $0.value(moments, power, envelopePower) }
    }
  }
}

extension IMS.Feature {
  fileprivate var needsSpectrum: Bool {
    switch self {
    case .centroid, .band, .envelopeBand: true
    default: false
    }
  }

  fileprivate var needsEnvelope: Bool {
    if case .envelopeBand = self { true } else { false }
  }

  /// The feature of four signals.
  ///
  /// - Parameters:
  ///   - moments: Their moments.
  ///   - power: Their power spectrum, where the feature needs it.
  ///   - envelopePower: The power spectrum of their envelopes about the mean, likewise.
  /// - Returns: One value per signal.
  fileprivate func value(
    _ moments: IMS.Moments, _ power: IMS.PowerSpectrum?, _ envelopePower: IMS.PowerSpectrum?
  ) -> SIMD4<Double> {
    let undefined = SIMD4(repeating: Double.nan)
    return switch self {
    case .mean: moments.mean
    case .rms: moments.rms
    case .sd: moments.sd
    case .absmax: moments.absoluteMaximum
    case .kurtosis: moments.fourth / (moments.second * moments.second) - 3
    case .skewness: moments.third / (moments.second * moments.sd)
    case .p2p: moments.largest - moments.smallest
    case .crest: moments.absoluteMaximum / moments.rms
    case .shape: moments.rms / moments.meanMagnitude
    case .impulse: moments.absoluteMaximum / moments.meanMagnitude
    case .centroid: power?.centroid ?? undefined
    case .band(let line, let harmonic):
      power?.power(around: Double(harmonic) * line.hertz) ?? undefined
    case .envelopeBand(let line, let harmonic):
      envelopePower?.power(around: Double(harmonic) * line.hertz) ?? undefined
    }
  }
}
