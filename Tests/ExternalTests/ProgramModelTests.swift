import Detectors
import External
import Numerics
import Telemetry
import Testing

/// The models of programs that do everything right.
struct ProgramModelTests {
  private static let randomness = Scripted.surroundings.randomness

  private func fitted(
    _ script: String
  ) throws -> (session: any Detector, model: any FittedModel) {
    let session = try Scripted(script).session()
    return (session, try session.fit(Scripted.training(), randomness: Self.randomness))
  }

  @Test func rowsTogetherAndAloneGetTheSame() throws {
    let (session, model) = try fitted("")
    let together = try model.scores(of: Scripted.scored)
    #expect(together == [0, 2, 6.5, 4])
    #expect(try model.visit(Scripted.scored) { score, _, _, _ in score } == together)
    #expect(session.finish()?.disorder == nil)
  }

  /// A score of the row two rows before, after one row of history.
  private static let delayed = #"""
    my @seen;
    $on{hello} = sub { ready(',"history":1,"lookahead":2') };
    $on{begin} = sub { $current = key('model'); @seen = () };
    $on{score} = sub {
      my @scores;
      for my $distance (distances(@_)) { push @seen, $distance; push @scores, $seen[-3] if @seen > 3 }
      my ($rows, $count) = (key('rows'), scalar @scores);
      answer('{"type":"scores","none":' . ($rows - $count) . ",\"rows\":$rows,\"bytes\":" . 8 * $count . '}', @scores);
    };
    """#

  @Test func rowsBeforeTheFirstScoreHaveNone() throws {
    let (_, model) = try fitted(Self.delayed)
    let rows = Scripted.rows([2, 2, 3, 3, 0.5, 7, -1, 1, 2, 2])
    #expect(try model.scores(of: rows) == [nil, nil, nil, 2, 6.5])
    #expect(try model.visit(rows) { score, _, _, _ in score } == [nil, nil, nil, 2, 6.5])
    #expect(try model.scores(of: rows.prefix(2)) == [nil, nil])
    #expect(try model.scores(of: rows.prefix(0)) == [])
  }

  @Test func remainingLivesComeWithTheScores() throws {
    let (_, model) = try fitted(
      #"""
      $on{hello} = sub { ready(',"lives":true') };
      $on{score} = sub { my @scores = distances(@_); scores(@scores, map { 100 - $_ } @scores) };
      """#)
    #expect(try model.scores(of: Scripted.scored) == [0, 2, 6.5, 4])
    #expect(
      try model.visit(Scripted.scored) { _, _, _, scorer in scorer.predictedLife }
        == [100, 98, 93.5, 96])
  }

  @Test func contributionsAreAskedRowByRow() throws {
    let (_, model) = try fitted(
      #"""
      $on{hello} = sub { ready(',"contributions":true') };
      my @last;
      $on{score} = sub { @last = @_[0, 1]; scores(distances(@_)) };
      $on{explain} = sub {
        answer('{"type":"explanation","reason":"b\u001b left","bytes":16}', map { abs($_ - 2) } @last)
      };
      """#)
    let found = try model.visit(Scripted.scored.prefix(3)) {
      (_, row, moment, scorer) throws(DetectorError) in
      try scorer.explanation(of: row, at: moment)
    }
    #expect(
      found
        == [[0, 0], [1, 1], [1.5, 5]].map {
          Explanation(reason: "b\u{FFFD} left", contributions: $0)
        })
    let scorer = model.scorer(for: ScoredUnit(id: "8"))
    try Scripted.scored.withRow(0) { row in
      let none = try scorer.explanation(of: row, at: Moment(time: 0, regime: 0))
      #expect(none == nil, "no row of the unit is scored yet")
    }
  }

  @Test func modelsAreKeptApartUntilTheyAreForgotten() throws {
    let session = try Scripted(#"$on{forget} = sub { print STDERR $line };"#).session()
    var first: (any FittedModel)? = try session.fit(
      Scripted.training(), randomness: Self.randomness)
    let other = TrainingSet(
      channels: [Channel(id: "b")],
      units: [
        TrainingUnit(
          id: "1", values: Matrix(rows: 1, columns: 1, storage: [10]),
          moments: Scripted.moments(1), fitRows: [0])
      ])
    let second = try session.fit(other, randomness: Self.randomness)
    let column = Matrix(rows: 2, columns: 1, storage: [10, 13])
    #expect(try first?.scores(of: Scripted.scored) == [0, 2, 6.5, 4])
    #expect(try second.scores(of: column) == [0, 3])
    #expect(try first?.scores(of: Scripted.scored) == [0, 2, 6.5, 4])
    first = nil
    #expect(try second.scores(of: column) == [0, 3])
    #expect(session.finish()?.standardError == "{\"type\":\"forget\",\"model\":1}\n")
  }

  /// Long units go in several frames, which no program needs to know.
  @Test func longUnits() throws {
    let (session, model) = try fitted(
      #"$on{score} = sub { print STDERR $line; scores(map { $_[2 * $_] } 0..key('rows') - 1) };"#)
    let count = 262_144 + 3
    let rows = Scripted.rows((0..<count).flatMap { [Double($0), 0] })
    let scores = try model.scores(of: rows)
    #expect(scores == (0..<count).map(Double.init))
    #expect(
      session.finish()?.standardError == """
        {"type":"score","rows":262144,"bytes":8388608}
        {"type":"score","rows":3,"bytes":96}

        """)
  }
}
