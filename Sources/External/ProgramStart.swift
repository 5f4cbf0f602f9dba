public import JSON

/// All that a program is started with.
public struct ProgramStart: Sendable, Equatable {
  public let command: ProgramCommand
  /// What the suite sets, as it stands there; an object.
  public let parameters: JSONValue
  public let limits: ProgramLimits

  public init(command: ProgramCommand, parameters: JSONValue, limits: ProgramLimits) {
    self.command = command
    self.parameters = parameters
    self.limits = limits
  }
}
