import Archives
import Testing

@testable import Datasets

@Suite struct SnapshotMemberTests {
  private func test(_ file: String, _ members: [String]) throws -> String? {
    try IMS.SnapshotMember.recognised(
      at: Place(file: file, members: members), in: IMS.benchmark)?.test.subset
  }

  @Test(arguments: [
    (
      "4. Bearings.zip", ["4. Bearings/IMS.7z", "1st_test.rar", "1st_test/2003.10.22.12.06.24"], "1"
    ),
    ("4. Bearings.zip", ["IMS.7z", "2nd_test.rar", "2nd_test/2004.02.12.10.32.39"], "2"),
    ("IMS.7z", ["3rd_test.rar", "4th_test/txt/2004.03.04.09.27.46"], "3"),
    ("archive/3rd_test", ["4th_test/txt/2004.03.04.09.27.46"], "3"),
    ("2nd_test.rar", ["2004.02.12.10.32.39"], "2"),
    ("/data/2ND_TEST", ["2004.02.12.10.32.39"], "2"),
    ("ims.tar.zst", ["Set1/2003.10.22.12.06.24"], "1"),
    ("ims.tar.zst", ["ims/set-2/2004.02.12.10.32.39"], "2"),
    ("ims.tar.zst", ["1st_test/2nd_test/2004.02.12.10.32.39"], "2"),
    ("1st_test.tar", ["raw/2003.10.22.12.09.13"], "1"),
    ("bearings.zip", ["2003.11.25.23.39.56"], "1"),
    ("/data/1st_test/bearings.zip", ["2004.02.12.10.32.39"], "2"),
    ("bearings.zip", ["raw/2004.02.19.06.22.39"], "2"),
    ("bearings.zip", ["2004.04.18.02.42.55"], "3"),
  ])
  func theNearestNameTellsTheTestOrElseTheTime(
    _ file: String, _ members: [String], _ subset: String
  ) throws {
    #expect(try test(file, members) == subset)
  }

  @Test func aTimeOutsideTheRecordingIsNoneOfTheTest() {
    let error = #expect(throws: DataSetError.self) {
      try test("1st_test.tar", ["raw/2004.02.12.10.32.39"])
    }
    #expect(
      error.map { "\($0)" }
        == "1st_test.tar › raw/2004.02.12.10.32.39: it is no snapshot of 1st_test, which was recorded"
        + " from 2003.10.22.12.06.24 to 2003.11.25.23.39.56")
  }

  @Test(arguments: [
    "Readme Document for IMS Bearing Data.pdf", "._2003.10.22.12.06.24",
    "2003.10.22.12.06.24.txt", "2003.10.22.12.06", "2003-10-22-12-06-24", ".DS_Store",
  ])
  func otherFilesArePassedOver(_ name: String) throws {
    #expect(try test("IMS.zip", ["1st_test/\(name)"]) == nil)
  }

  @Test(arguments: ["2004.02.30.00.00.00", "2003.13.01.00.00.00", "2003.10.22.24.00.00"])
  func aNameThatIsNoTimeIsAnError(_ name: String) {
    let error = #expect(throws: DataSetError.self) { try test("a.zip", ["1st_test/\(name)"]) }
    #expect(
      error.map { "\($0)" }
        == "a.zip › 1st_test/\(name): the name has the form of a snapshot's but is no time")
  }
}
