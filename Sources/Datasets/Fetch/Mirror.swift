/// Where a data set is to be had instead of its public addresses.
public struct Mirror: Sendable {
  let address: String

  /// Takes the address of a folder, which ends in a slash, or of one file.
  ///
  /// - Parameter address: An address of the web; `nil` is returned for any other.
  public init?(_ address: String) {
    guard ["http://", "https://"].contains(where: address.lowercased().hasPrefix) else {
      return nil
    }
    self.address = address
  }

  /// Whether it holds every file under its own name.
  public var isFolder: Bool { address.hasSuffix("/") }

  /// The address of a file of this name in the folder.
  func address(of fileName: String) -> String { address + Self.escaped(fileName) }

  /// Whether the address ends in the name of a file, whichever way blanks are written.
  func names(_ fileName: String) -> Bool {
    let path = address.prefix { $0 != "?" && $0 != "#" }
    let last = path.split(separator: "/").last ?? ""
    return last == Self.escaped(fileName) || last == fileName.replacing(" ", with: "+")
  }

  /// A file name as part of an address (RFC 3986, section 2.3).
  private static func escaped(_ name: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    let bytes = name.utf8.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        [byte]
      default: [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
