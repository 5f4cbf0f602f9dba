import Testing

@testable import assay

/// Names of new detectors: their forms, and those that are taken.
struct DetectorNameTests {
  @Test(arguments: [
    ("drift", "Drift", "drift", "drift"),
    ("quantile-band", "QuantileBand", "quantileBand", "quantile_band"),
    ("x2-y", "X2Y", "x2Y", "x2_y"),
  ])
  func forms(kind: String, type: String, member: String, module: String) throws {
    let name = try DetectorName(kind)
    #expect(name.type == type)
    #expect(name.member == member)
    #expect(name.module == module)
  }

  private static let rule =
    " is no name for a detector: it has lower-case letters, digits and single hyphens within,"
    + " a letter first, and at most 40 characters"

  @Test(arguments: [
    ("QuantileBand", "\"QuantileBand\"\(rule); did you mean \"quantile-band\"?"),
    ("quantile_band", "\"quantile_band\"\(rule); did you mean \"quantile-band\"?"),
    ("-drift-", "\"-drift-\"\(rule); did you mean \"drift\"?"),
    ("../drift", "\"../drift\"\(rule); did you mean \"drift\"?"), ("", "\"\"\(rule)"),
    ("2fast", "\"2fast\"\(rule)"), ("größe", "\"größe\"\(rule)"),
    (String(repeating: "a", count: 41), "\"\(String(repeating: "a", count: 41))\"\(rule)"),
  ])
  func noNames(text: String, message: String) {
    #expect(throws: UsageError(message)) { try DetectorName(text) }
  }

  @Test(arguments: [
    ("max-z", "there is a kind of detector named max-z already; choose another name"),
    ("external", "there is a kind of detector named external already; choose another name"),
    ("random", "random is a control, which every run adds; choose another name"),
    ("null", "null means something else in a suite; choose another name"),
  ])
  func takenInEveryLanguage(text: String, message: String) throws {
    let name = try DetectorName(text)
    for language in SkeletonLanguage.allCases {
      #expect(throws: UsageError(message)) { try name.checkIsFree(in: language) }
    }
  }

  @Test(arguments: [
    ("array", [SkeletonLanguage.swift, .python]), ("switch", [.swift]), ("lambda", [.python]),
    ("numpy", [.python]), ("assay-detector", [.python]), ("struct", [.swift, .python]),
  ])
  func takenInSomeLanguages(text: String, languages: [SkeletonLanguage]) throws {
    let name = try DetectorName(text)
    for language in SkeletonLanguage.allCases {
      let message = "\(text) means something else in \(language.title); choose another name"
      if languages.contains(language) {
        #expect(throws: UsageError(message)) { try name.checkIsFree(in: language) }
      } else {
        try name.checkIsFree(in: language)
      }
    }
  }
}
