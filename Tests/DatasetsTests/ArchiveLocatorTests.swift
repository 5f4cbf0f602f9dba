import TestSupport
import Testing

@testable import Datasets

@Suite struct ArchiveLocatorTests {
  @Test func theFirstFolderWins() throws {
    let first = try TemporaryDirectory()
    let second = try TemporaryDirectory()
    let locator = ArchiveLocator(directories: ["/nowhere", first.path + "/", second.path])
    let far = try second.write([1], to: "a.zip")
    #expect(try locator.locate(["a.zip", "b.zip"], origin: "there") == far)
    let near = try first.write([1], to: "b.zip")
    #expect(try locator.locate(["a.zip", "b.zip"], origin: "there") == near)
  }

  @Test func aMissNamesTheFileTheFoldersAndTheOrigin() throws {
    let folder = try TemporaryDirectory()
    let locator = ArchiveLocator(directories: [folder.path, "data"])
    let expected = DataSetError(
      nil,
      "found no CMAPSSData.zip or 6. Turbofan Engine Degradation Simulation Data Set.zip "
        + "(searched: \(folder.path), data); download it from "
        + "https://phm-datasets.s3.amazonaws.com/NASA/"
        + "6.+Turbofan+Engine+Degradation+Simulation+Data+Set.zip into one of the folders, "
        + "or name its folder with --data")
    #expect(throws: expected) {
      try locator.locate(CMAPSS.archiveNames, origin: CMAPSS.origin)
    }
  }
}
