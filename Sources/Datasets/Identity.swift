import Archives
import Numerics
public import Telemetry

/// The identity of a data set: SHA-256 over its parsed content, whatever container it came in.
///
/// The digest covers, in order and each with its length: source, subset, channel ids, and for every
/// unit its part, id, ending, times, values, regime keys, recorded phases and faults; where there are
/// such, also rows that stand still, channels of its own, a neighbour's failure, recorded labels, and
/// the names of regimes. Numbers enter as little-endian IEEE 754 binary64.
public enum Identity {
  /// Digests the units of every part of a data set.
  ///
  /// - Parameters:
  ///   - source: The source as a suite names it.
  ///   - subset: The subset, where the source has any.
  ///   - channels: The channels, in column order.
  ///   - regimeNames: The names of the regime keys, where they have any of the data's own.
  ///   - parts: The parts by name, such as `train` and `test`, with their units in order.
  /// - Returns: 64 hexadecimal digits.
  public static func digest(
    source: String, subset: String?, channels: [Channel], regimeNames: [String]? = nil,
    parts: [(name: String, units: [Unit])]
  ) -> String {
    var digest = ContentDigest()
    digest.add("assay data set 1")
    digest.add(source)
    digest.add(subset ?? "")
    digest.add(channels.count)
    for channel in channels { digest.add(channel.id) }
    if let regimeNames {
      digest.add(regimeNames.count)
      for name in regimeNames { digest.add(name) }
    }
    for part in parts {
      digest.add(part.name)
      digest.add(part.units.count)
      for unit in part.units { digest.add(unit) }
    }
    return digest.finish()
  }
}

private struct ContentDigest {
  private var sha = SHA256()

  mutating func add(_ number: Int) {
    unsafe sha.update([Int64(number).littleEndian].span.bytes)
  }

  mutating func add(_ text: String) {
    add(text.utf8.count)
    sha.update(text)
  }

  mutating func add(_ numbers: [Double]) {
    add(numbers.count)
    #if _endian(little)
      unsafe sha.update(numbers.span.bytes)
    #else
      unsafe sha.update(numbers.map(\.bitPattern.littleEndian).span.bytes)
    #endif
  }

  mutating func add(_ unit: Unit) {
    add(unit.id)
    switch unit.ending {
    case .failed(let time): add([time])
    case .censored: add([])
    }
    add(unit.times)
    add(unit.values.columns)
    add(unit.values.storage)
    add(unit.regimeKeys.map { $0.map(Double.init) } ?? [])
    add(unit.recordedPhases?.names.joined(separator: "\n") ?? "")
    add(unit.recordedPhases.map { $0.codes.map(Double.init) } ?? [])
    // Only where they are: sources without them keep the identity that they always had.
    if let isOff = unit.isOff {
      add("off")
      add(isOff.map { $0 ? 1.0 : 0 })
    }
    if let channels = unit.channels {
      add("channels")
      add(channels.map(Double.init))
    }
    if let failure = unit.neighbourFailure {
      add("neighbour failure")
      add([failure])
    }
    if let labels = unit.recordedLabels {
      add("labels")
      add(labels.map { Double($0.rawValue) })
    }
    add(unit.faults.count)
    for fault in unit.faults {
      add(fault.kind)
      add(fault.origin.rawValue)
      add([Double(fault.rows.lowerBound), Double(fault.rows.upperBound)])
      add(fault.channels.map(Double.init))
    }
  }

  mutating func finish() -> String { sha.finish() }
}
