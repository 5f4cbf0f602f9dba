import Detectors
import External
import Telemetry
import TestSupport
import Testing

/// Files of scores where units for training and for testing share names.
struct RepeatedNamesTests {
  /// Opens a session with a file of one row.
  private func open(_ text: String, namesRepeat: Bool) throws {
    let folder = try TemporaryDirectory()
    let file = try ScoredRowsFile(folder.write(text.utf8, to: "kept.csv"))
    _ = try ReplayedScores(file).session(
      CellSurroundings(
        channels: ["a"], timeUnit: .cycle,
        randomness: Randomness(seed: 1, dataset: "toy", detector: "kept"),
        namesRepeat: namesRepeat))
  }

  @Test func partsTellThemApart() throws {
    try open("unit,time,score\n1,0,5\n", namesRepeat: false)
    try open("unit,time,score,part\n1,0,5,test\n", namesRepeat: true)
    #expect(
      throws: DetectorError(
        "kept.csv has no column part, which tells training units from test units of the same name"
          + " by train and test", cause: .invalidOutput)
    ) { try open("unit,time,score\n1,0,5\n", namesRepeat: true) }
  }
}
