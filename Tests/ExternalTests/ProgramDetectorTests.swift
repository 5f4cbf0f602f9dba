import Detectors
import External
import JSON
import Numerics
import Telemetry
import TestSupport
import Testing

/// What a program that does everything right is told, and what comes of its answers.
struct ProgramDetectorTests {
  /// Writes all that it gets to standard error, as it came.
  private static let listening = #"""
    for my $type (keys %on) {
      my $answer = $on{$type};
      $on{$type} = sub { print STDERR $line; print STDERR "@_\n" if @_; $answer->(@_) };
    }
    """#

  @Test func everythingThatIsSentArrives() throws {
    let program = Scripted(
      Self.listening, parameters: ["window": 30, "names": ["a", "ü"], "rate": 0.1, "none": nil])
    let detector = try ProgramDetector(asking: program.start, Scripted.surroundings)
    let session = try detector.session(Scripted.surroundings)
    let model = try session.fit(
      Scripted.training(targets: true), randomness: Scripted.surroundings.randomness)
    #expect(try model.scores(of: Scripted.scored.prefix(2), unit: "one") == [0, 2])
    #expect(
      try model.visit(Scripted.scored.prefix(1), unit: "\"two\"") { score, _, _, _ in score } == [0]
    )
    let remains = try #require(session.finish())
    #expect(
      remains.standardError == """
        {"type":"hello","protocol":1,"detector":"mine","dataset":"toy","seed":7,"channels":["a","b"],\
        "time_unit":"hour","parameters":{"window":30,"names":["a","ü"],"rate":0.1,"none":null}}
        {"type":"fit","model":1,"channels":["a","b"],"rows":3,"targets":true,\
        "units":[{"id":"1","rows":2},{"id":"2","rows":1}],"bytes":120}
        1 2 5 6 0 -2 0 4 0 0 0 0 0 1 0.5
        {"type":"begin","model":1,"unit":"one"}
        {"type":"score","rows":2,"bytes":64}
        2 2 3 3 0 2 0 1
        {"type":"end"}
        {"type":"begin","model":1,"unit":"\\"two\\""}
        {"type":"score","rows":1,"bytes":32}
        2 2 0 0
        {"type":"end"}
        {"type":"bye"}

        """)
    #expect(remains.disorder == nil)
    #expect(remains.peakMemory > 1_000_000 && remains.peakMemory < 100_000_000)
    #expect(session.finish() == remains)
    #expect(program.remains == [])
  }

  @Test func anEmptyDeclarationHasDefaults() throws {
    let program = Scripted(#"$on{hello} = sub { answer('{"type":"ready","protocol":1}') };"#)
    let detector = try ProgramDetector(asking: program.start, Scripted.surroundings)
    #expect(
      detector.declaration.json.compact
        == #"{"needs":"healthy","history":0,"lookahead":0,"stochastic":true,"lives":false,"#
        + #""contributions":false,"digest":"","packages":{}}"#)
    #expect(detector.isStochastic)
    #expect(!detector.predictsLife)
    #expect(!detector.explains)
    #expect(detector.learning == .healthyRows)
    #expect(program.remains == [])
  }

  @Test func everythingThatIsDeclaredCounts() throws {
    let program = Scripted(
      #"""
      $on{hello} = sub { ready(',"needs":"lives","history":3,"lookahead":2,"lives":true,'
        . '"contributions":true,"digest":"5f2b","packages":{"numpy":"2.4.6","b":"1"},"news":[1]') };
      """#)
    let detector = try ProgramDetector(asking: program.start, Scripted.surroundings)
    #expect(
      detector.declaration.json.compact
        == #"{"needs":"lives","history":3,"lookahead":2,"stochastic":false,"lives":true,"#
        + #""contributions":true,"digest":"5f2b","packages":{"b":"1","numpy":"2.4.6"}}"#)
    #expect(!detector.isStochastic)
    #expect(detector.predictsLife)
    #expect(detector.explains)
    #expect(detector.learning == .lives)
  }

  @Test func itStartsInItsFolderAndKnowsTheProtocol() throws {
    let folder = try TemporaryDirectory()
    try folder.write(
      #"""
      #!/bin/sh
      read line
      echo "$PWD $ASSAY_PROTOCOL $COLOUR" >&2
      echo '{"type":"error","reason":"enough"}'
      """#.utf8, to: "bin/program")
    try folder.makeExecutable("bin/program")
    let start = ProgramStart(
      command: ProgramCommand(
        words: ["./bin/program"], folder: folder.path, environment: ["COLOUR": "red"]),
      parameters: .object([]), limits: .standard)
    #expect(
      throws: DetectorError("hello: enough", standardError: "\(folder.path) 1 red\n")
    ) { try ProgramDetector(asking: start, Scripted.surroundings) }
  }

  @Test func whatItDeclaresMustStayAsItIs() throws {
    let folder = try TemporaryDirectory()
    let program = Scripted(
      #"""
      my $file = '\#(folder.file("started"))';
      my $times = -e $file ? 1 : 0; open my $mark, '>', $file;
      $on{hello} = sub { ready(',"digest":"' . $times . '"') };
      """#)
    let detector = try ProgramDetector(asking: program.start, Scripted.surroundings)
    #expect(
      throws: DetectorError("the program declares something else than when the run began")
    ) { try detector.session(Scripted.surroundings) }
    #expect(program.remains == [])
  }
}
