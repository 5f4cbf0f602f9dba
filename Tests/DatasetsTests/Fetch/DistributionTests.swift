import Archives
import Foundation
import TestSupport
import Testing

@testable import Datasets

/// The list of public archives.
struct DistributionTests {
  @Test func everyArchiveIsOneThatLoadersLookUp() {
    let names = ["cmapss": CMAPSS.archiveNames, "ims": IMS.archiveNames]
    #expect(Distribution.all.map(\.name) == ["cmapss", "ims"])
    for distribution in Distribution.all {
      for copy in distribution.copies {
        #expect(names[distribution.name]?.contains(copy.fileName) == true)
        #expect(copy.address.hasPrefix("https://"))
        #expect(copy.content.map { $0.sha256.wholeMatch(of: /[0-9a-f]{64}/) != nil } ?? true)
      }
      for member in distribution.members {
        #expect(member.sha256.wholeMatch(of: /[0-9a-f]{64}/) != nil)
      }
    }
    #expect(Distribution.all.map(\.members.count) == [12, 3])
  }

  @Test(
    .enabled(if: SharedData.has("data/cmapss/CMAPSSData.zip"), "\(SharedData.reason)"),
    arguments: CMAPSS.archiveNames)
  func theTwelveTablesTellTheDataInAnyPacking(name: String) throws {
    let cmapss = try #require(Distribution.all.first)
    let evidence = try cmapss.evidence(
      in: SharedData.file("data/cmapss/\(name)"), atLeast: .listedMembers)
    #expect(evidence.evidence == .listedMembers)
  }
}
