/// The states of operation that a pump's control records.
enum PumpState: UInt8, CaseIterable {
  case startup
  case normal
  case highLoad
  case maintenance
  case shutdown

  var name: String { self == .highLoad ? "high-load" : "\(self)" }

  static let names = allCases.map(\.name)
}
