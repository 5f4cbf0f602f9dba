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

  /// The layout of NASA's archive, with a small part of its snapshots.
  private static let bearings = SharedData.file("data/ims/4. Bearings.zip")

  @Test(.enabled(if: SharedData.has("data/ims/4. Bearings.zip"), "\(SharedData.reason)"))
  func membersAreFoundBehindEveryLayer() throws {
    var names: Set<String> = []
    try Archive.visitAllMembers(of: Self.bearings) { member in
      names.insert(String(member.fileName))
      return .proceed
    }
    let table = try String(
      contentsOfFile: SharedData.file("data/ims/2nd_test.sha256.tsv"), encoding: .utf8)
    let listed = table.split(separator: "\n").dropFirst().map { $0.split(separator: "\t") }
      .map { Distribution.Member(fileName: String($0[0]), sha256: String($0[1])) }
    let members = listed.filter { names.contains($0.fileName) }
    #expect(!members.isEmpty)
    let part = Distribution(name: "ims", subsets: ["2"], copies: [], members: members)
    let evidence = try part.evidence(in: Self.bearings, atLeast: .listedMembers).evidence
    #expect(evidence == .listedMembers)
  }

  @Test(
    .enabled(if: SharedData.has("data/ims/4. Bearings.zip"), "\(SharedData.reason)"),
    arguments: [
      (
        Distribution.Evidence.listedMembers,
        "the file lacks 1st_test.rar, 2nd_test.rar, 3rd_test.rar as listed"
      ),
      (
        .completeness,
        "the file is no complete ims; missing: 1st_test lacks 2106 of its 2156 snapshots: after"
          + " 2003.10.22.16.44.13; 2nd_test lacks 980 of its 984 snapshots: between"
          + " 2004.02.12.10.52.39 and 2004.02.19.06.22.39; 3rd_test lacks 6320 of its 6324 snapshots:"
          + " between 2004.03.04.09.42.46 and 2004.04.18.02.42.55"
      ),
    ])
  func aPartOfTheSnapshotsIsNotTheDataSet(
    required: Distribution.Evidence, reason: String
  ) throws {
    let ims = Distribution.all[1]
    #expect(throws: Refusal(reason)) {
      try ims.evidence(in: Self.bearings, atLeast: required)
    }
  }
}
