extension IMS {
  /// A number that stands for one channel of one snapshot, as defined in `docs/ims.md`.
  public enum Feature: Sendable, Hashable {
    case mean
    case rms
    /// Population standard deviation.
    case sd
    /// max |x|
    case absmax
    /// Biased excess kurtosis.
    case kurtosis
    /// Biased skewness.
    case skewness
    /// Largest minus smallest value.
    case p2p
    /// max |x| ÷ rms
    case crest
    /// rms ÷ mean |x|
    case shape
    /// max |x| ÷ mean |x|
    case impulse
    /// The mean frequency of the power spectrum without its constant part, in hertz.
    case centroid
    /// Power of the signal within 2 Hz of a harmonic of a bearing line.
    case band(Line, harmonic: Int)
    /// Power of the envelope within 2 Hz of a harmonic of a bearing line.
    case envelopeBand(Line, harmonic: Int)

    /// A characteristic frequency of the bearings, Rexnord ZA-2115, at 2000 revolutions per minute.
    public enum Line: String, Sendable, CaseIterable {
      /// A rolling element passes a defect of the outer race.
      case bpfo
      /// A rolling element passes a defect of the inner race.
      case bpfi
      /// A rolling element turns once.
      case bsf
      /// A defect of a rolling element meets either race.
      case bsf2
      /// The cage turns once.
      case ftf

      var hertz: Double {
        switch self {
        case .bpfo: 236.4
        case .bpfi: 296.9
        case .bsf: 139.9
        case .bsf2: 279.8
        case .ftf: 14.8
        }
      }
    }

    /// The features that every table has, in the order of its columns.
    public static let basic: [Feature] = [.mean, .rms, .sd, .absmax, .kurtosis, .skewness]

    /// All features, in the order of the columns of an extracted table.
    public static let all: [Feature] =
      basic + [.p2p, .crest, .shape, .impulse, .centroid]
      + Line.allCases.flatMap { line in
        (1...5).map { .band(line, harmonic: $0) }
          + (1...5).map { .envelopeBand(line, harmonic: $0) }
      }

    /// The features that a data set has where a suite names no channels.
    static let usual: [Feature] = [.sd, .absmax, .kurtosis, .skewness]

    /// The name of its column and the second part of a channel's id, as in `ch7.sd`.
    public var name: String {
      switch self {
      case .mean: "mean"
      case .rms: "rms"
      case .sd: "sd"
      case .absmax: "absmax"
      case .kurtosis: "kurtosis"
      case .skewness: "skewness"
      case .p2p: "p2p"
      case .crest: "crest"
      case .shape: "shape"
      case .impulse: "impulse"
      case .centroid: "centroid"
      case .band(let line, let harmonic): "band_\(line.rawValue)_\(harmonic)"
      case .envelopeBand(let line, let harmonic): "envband_\(line.rawValue)_\(harmonic)"
      }
    }

    /// The feature of this name, if there is one.
    init?(name: some StringProtocol) {
      guard let feature = Self.all.first(where: { $0.name == name }) else { return nil }
      self = feature
    }
  }
}
