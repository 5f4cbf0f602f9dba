import Archives
import Testing

@testable import Harness

struct SpellingTests {
  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("kitten", "sitting", 3), ("ab", "ba", 1), ("ca", "abc", 3),
  ])
  func distance(first: String, second: String, distance: Int) {
    #expect(Spelling.distance(first, second) == distance)
    #expect(Spelling.distance(second, first) == distance)
  }

  @Test func onlyNearNamesAreSuggested() {
    #expect(Spelling.suggestion(for: "RUN", among: ["check", "run"]) == "run")
    #expect(Spelling.suggestion(for: "k", among: ["n"]) == nil)
    #expect(Spelling.suggestion(for: "report", among: ["run", "check"]) == nil)
  }

  @Test(arguments: [
    ("*", "", true), ("FD*", "FD001", true), ("FD?", "FD001", false), ("*0*1", "FD001", true),
    ("fd001", "FD001", false), ("", "a", false), ("F?00?", "FD004", true),
  ])
  func globs(pattern: String, name: String, matches: Bool) {
    #expect(Glob(pattern).matches(name) == matches)
  }
}
