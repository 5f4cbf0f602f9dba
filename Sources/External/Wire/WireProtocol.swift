import Archives
import Detectors
import FoundationEssentials

/// The numbers and words of the wire protocol, as `docs/external-detectors.md` states them.
enum WireProtocol {
  static let version = 1
  /// The variable that tells a program that it was started to speak the protocol.
  static let variable = "ASSAY_PROTOCOL"
  /// The most bytes of a header.
  static let headerLimit = 1 << 20
  /// The most bytes of the body of one `score`; longer stretches of rows are sent in several.
  static let bodyLimit = 8 << 20

  /// The folder of a control group in which the system itself may hold programs to their memory, if
  /// the user has one to give.
  static var controlGroup: String? { ProcessInfo.processInfo.environment["ASSAY_CGROUP"] }

  /// What a program wrote, short and without characters that could steer a terminal.
  static func shown(_ text: String) -> String {
    let most = 200
    let plain = text.withoutControlCharacters
    return plain.count > most ? plain.prefix(most) + "…" : plain
  }
}

extension DetectorError {
  /// An answer that is not what the protocol asks for.
  static func invalid(_ description: String) -> DetectorError {
    DetectorError(description, cause: .invalidOutput)
  }
}
