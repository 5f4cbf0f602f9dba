import Archives
import Detectors
import TestSupport
import Testing

@testable import External

/// Files of scores: what they may hold, and the place of what they may not.
struct ScoredRowsFileTests {
  @Test(arguments: [
    (
      "unit,time\n",
      ":1: there is no column \"score\"; a file of scores has the columns unit, time and score"
    ),
    (
      "unit,score,part\n",
      ":1: there is no column \"time\"; a file of scores has the columns unit, time and score"
    ),
    (
      "time,score\n",
      ":1: there is no column \"unit\"; a file of scores has the columns unit, time and score"
    ),
    ("unit,time,score,time\n", ":1: the column \"time\" stands twice"),
    ("unit,time,score\n1,1,2\n1,x,3\n", ":3: \"x\" stands where a time belongs"),
    ("unit,time,score\n1,,3\n", ":2: \"\" stands where a time belongs"),
    ("unit,time,score\n1,inf,3\n", ":2: \"inf\" stands where a time belongs"),
    ("unit,time,score\n1,1,inf\n", ":2: \"inf\" stands where a score belongs"),
    ("unit,time,score\n1,1,high\n", ":2: \"high\" stands where a score belongs"),
    ("unit,time,score,life\n1,1,2,long\n", ":2: \"long\" stands where a life belongs"),
    ("unit,time,score,part\n1,1,2,dev\n", ":2: \"dev\" is no part; parts are train and test"),
    (
      "unit,time,score\n1,1,2\n2,1,2\n1,1.0,3\n",
      ":4: time 1 of unit 1 stands twice; where units for training and for testing share names, a column part says train or test"
    ),
    (
      "unit,time,score,part\n1,0,2,test\n1,0,2,train\n1,-0,3,test\n",
      ":4: time -0 of unit 1 stands twice"
    ),
  ])
  func refusals(text: String, message: String) throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write(text.utf8, to: "scores.csv")
    let error = #expect(throws: ArchiveError.self) { try ScoredRowsFile(path) }
    #expect(error?.description == path + message)
  }

  @Test func aFileThatIsNotThere() throws {
    let path = try TemporaryDirectory().file("scores.csv")
    let error = #expect(throws: ArchiveError.self) { try ScoredRowsFile(path) }
    #expect(error?.description == "\(path): there is no such file")
  }

  @Test func rowsAreFoundByDataSetPartAndUnit() throws {
    let folder = try TemporaryDirectory()
    let file = try ScoredRowsFile(
      folder.write(
        """
        score,life,dataset,part,unit,time,comment
        1,10,A,train,1,0,first
        2,,A,test,1,0,
        ,30,A,test,1,1,
        NaN,40,B,test,1,0,
        """.utf8, to: "scores.csv"))
    #expect(file.hasLives)
    let test = try #require(file.scores(dataset: "A", part: .test, unit: "1"))
    #expect(test.rows == [(0.0).bitPattern: 0, (1.0).bitPattern: 1])
    #expect(test.scores[0] == 2 && test.scores[1].isNaN)
    #expect(test.lives[0].isNaN && test.lives[1] == 30)
    #expect(file.scores(dataset: "A", part: .train, unit: "1")?.scores == [1])
    #expect(file.scores(dataset: "B", part: .test, unit: "1")?.scores.map(\.isNaN) == [true])
    #expect(file.scores(dataset: "B", part: .train, unit: "1") == nil)
    #expect(file.scores(dataset: "A", part: .test, unit: "2") == nil)
  }

  @Test func whatIsNotStatedHoldsForAll() throws {
    let folder = try TemporaryDirectory()
    let file = try ScoredRowsFile(
      folder.write("unit,time,score\n1,0,5\n".utf8, to: "scores.csv"))
    #expect(!file.hasLives)
    for part in [ScoredUnit.Part.train, .test] {
      #expect(file.scores(dataset: "any", part: part, unit: "1")?.scores == [5])
    }
  }
}
