import Testing

@testable import Processes

/// What is said of failures, behind "the program".
struct ProgramFailureTests {
  private static let sentences: [(ProgramFailure.Kind, String)] = [
    (.notFound, "is not found"),
    (.folderNotFound("here"), "cannot be started: there is no folder here"),
    (.interpreterNotFound, "cannot be started: its interpreter is not found"),
    (.notExecutable, "is not executable"),
    (.couldNotStart("too many"), "cannot be started: too many"),
    (.ended(.code(3)), "ended with exit code 3"),
    (.ended(.signal(11)), "was ended by signal 11 (segmentation fault)"),
    (.ended(.signal(9)), "was ended by signal 9 (killed)"),
    (.ended(.signal(99)), "was ended by signal 99"),
    (.closedInput, "closed its input"),
    (.closedOutput, "closed its output"),
    (.timedOut, "did not answer in time"),
    (
      .outOfMemory(bytes: 300, limit: 200),
      "holds 300 bytes of memory and may have 200"
    ),
    (.flood(limit: 10), "wrote more than 10 bytes that nobody asked for"),
    (.lineTooLong(limit: 10), "wrote a line of more than 10 bytes"),
  ]

  @Test(arguments: sentences)
  private func theSentence(_ kind: ProgramFailure.Kind, _ sentence: String) {
    #expect(ProgramFailure(kind).description == sentence)
  }
}
