import Archives

extension Distribution {
  /// The public data sets, in the order of their names.
  public static let all = [cmapss, ims]

  /// Whether a file's digest is that of a listed archive, or of a listed one inside it.
  static func isListed(sha256: String) -> Bool {
    all.contains { distribution in
      distribution.copies.contains { $0.content?.sha256 == sha256 }
        || distribution.members.contains { $0.sha256 == sha256 }
    }
  }

  /// The data set within another archive than NASA's outer one is told by its twelve tables.
  private static let cmapss = Distribution(
    name: CMAPSS.source, subsets: CMAPSS.subsets,
    copies: [
      Copy(
        address: CMAPSS.origin, fileName: CMAPSS.archiveNames[1],
        content: MemberContent(
          bytes: 12_429_152,
          sha256: "c9c5dec12a945a82e8bb4446589d7fb3cc057b5e5d81fa1a12e25ee9912ad3b2")),
      Copy(
        address: "https://data.nasa.gov/docs/legacy/CMAPSSData.zip",
        fileName: CMAPSS.archiveNames[0], content: nil),
      Copy(
        address: "https://zenodo.org/records/15346912/files/CMAPSSData.zip",
        fileName: CMAPSS.archiveNames[0], content: nil),
    ],
    members: CMAPSS.knownMembers
      .filter { CMAPSS.Member.named($0.name, in: CMAPSS.benchmark) != nil }
      .map { Member(fileName: $0.name, sha256: $0.sha256) })

  private static let ims = Distribution(
    name: IMS.source, subsets: IMS.subsets,
    copies: [
      Copy(
        address: IMS.origin, fileName: IMS.archiveNames[0],
        content: MemberContent(
          bytes: 1_075_597_174,
          sha256: "21001ac266c465f5d345ec42d7b508c6a6328487fd9d4d7774422dd5ea10ad83")),
      Copy(
        address: "https://data.nasa.gov/docs/legacy/IMS.zip", fileName: IMS.archiveNames[1],
        content: nil),
    ],
    members: [
      Member(
        fileName: "1st_test.rar",
        sha256: "c25241571583948462a3916d97dc11c984a839f38a0da0907fff18c958c0a484"),
      Member(
        fileName: "2nd_test.rar",
        sha256: "b154d5ba1ae5f7f01cdd4f1bde5b08cfdc2f3134d51ad2f6614b1270a86ab632"),
      Member(
        fileName: "3rd_test.rar",
        sha256: "01e9ec83c6c55adc0300a20003a261f9a2ac2b714aae4984050325e589252bc8"),
    ])
}
