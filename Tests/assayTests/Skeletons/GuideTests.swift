import Foundation
import TestSupport
import Testing

@testable import assay

/// The guide's example is the skeleton, and both are files that the tests compile and run.
struct GuideTests {
  private let name: DetectorName

  init() throws { name = try DetectorName("quantile-band") }

  private static let root = URL(filePath: #filePath).appending(path: "../../../..").standardized

  private func text(_ path: String) throws -> String {
    try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
  }

  /// In the tests the example stands outside of its module, and so has to import it.
  @Test func theExampleIsCompiled() throws {
    let compiled = try text("Tests/HarnessTests/Guide/QuantileBand.swift")
    let outside = "\n@testable import Detectors\n"
    #expect(compiled.contains(outside))
    #expect(compiled.replacing(outside, with: "") == name.swiftSource)
    #expect(try text("Tests/HarnessTests/Guide/QuantileBandTests.swift") == name.swiftTest)
  }

  @Test func theExampleStandsInTheGuide() throws {
    let page = try text("docs/adding-a-detector.md")
    let blocks = page.split(separator: "```swift\n", omittingEmptySubsequences: false).dropFirst()
      .compactMap { $0.split(separator: "```", maxSplits: 1).first.map(String.init) }
    #expect(blocks.first == name.swiftSource)
    #expect(name.swiftSource.split(separator: "\n", omittingEmptySubsequences: false).count <= 41)
  }
}
