import Testing

@testable import Harness

/// A change of the smallest suite and the whole message that it must give.
struct Refusal: Sendable, CustomTestStringConvertible {
  let old: String
  let new: String
  let message: String

  init(_ old: String, _ new: String, _ message: String) {
    self.old = old
    self.new = new
    self.message = message
  }

  var testDescription: String { new }

  /// The refusal of a line appended to the smallest suite, where it is line 7.
  static func appending(_ line: String, _ message: String) -> Refusal {
    Refusal("kind: max-z }", "kind: max-z }\n\(line)", message)
  }

  /// Makes the change and compares the message.
  func check() {
    let text = smallest.replacing(old, with: new)
    let error = #expect(throws: SuiteError.self) { try Known.suite(text) }
    #expect(error?.description == message)
  }
}
