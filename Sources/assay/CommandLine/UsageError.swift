/// A command line that cannot be followed, and what to write instead where that is known.
struct UsageError: Error, Equatable, Sendable, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
