extension IMS.Test {
  /// The name of the folder that holds the test's snapshots, and of its table: `1st_test` and so on.
  public var name: String { spellings[0] }

  /// What folders and archives call the test; the third one unpacks as `4th_test`.
  private var spellings: [String] {
    switch subset {
    case "1": ["1st_test", "set1", "test1"]
    case "2": ["2nd_test", "set2", "test2"]
    default: ["3rd_test", "4th_test", "set3", "test3"]
    }
  }

  /// Whether a folder or an archive of this name is the test's.
  ///
  /// Case, suffixes and what stands between letters and digits make no difference.
  func isNamed(by component: some StringProtocol) -> Bool {
    let stem = Self.lettersAndDigits(component.prefix { $0 != "." })
    return spellings.contains { Self.lettersAndDigits($0) == stem }
  }

  private static func lettersAndDigits(_ text: some StringProtocol) -> String {
    text.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
