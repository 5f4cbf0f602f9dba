import Detectors
import Numerics
import Synchronization
import Telemetry

/// A detector that writes down every training set that it is given.
struct Spy: Detector {
  let detector: any Detector
  let log = Log()

  /// The training sets in the order of the fits.
  final class Log: Sendable {
    private let sets = Mutex<[TrainingSet]>([])

    var all: [TrainingSet] { sets.withLock { $0 } }

    func append(_ set: TrainingSet) { sets.withLock { $0.append(set) } }
  }

  var input: DetectorInput { detector.input }

  func fit(_ training: TrainingSet, randomness: Randomness) throws(DetectorError)
    -> any FittedModel
  {
    log.append(training)
    return try detector.fit(training, randomness: randomness)
  }
}

extension TrainingSet {
  /// Everything in the set, bit by bit.
  var bits: [String] {
    channels.map(\.id)
      + units.flatMap { unit in
        [unit.id, "\(unit.fitRows)", "\(unit.moments)"]
          + unit.values.storage.map { String($0.bitPattern) }
      }
  }
}
