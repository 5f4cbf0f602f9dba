import TestSupport
import Testing

/// Phases by volatility, through the whole program.
struct PhaseBinaryTests {
  @Test func estimatedPhasesAreScopesAndHaveAConfusionMatrix() throws {
    // Four days, so that the evaluated half has every phase.
    let pumps = TinySuite.pumps.replacing("days: 2", with: "days: 4")
    let tiny = try TinySuite(pumps: pumps + ", phases: volatility")
    let run = try tiny.assay("run tiny.yaml")
    #expect(run.exitCode == 0)
    #expect(
      run.standardOutput.contains(
        "pumps · recorded phases and those estimated by volatility, evaluated rows\n"))
    let rows = try tiny.lines(of: "results/tiny/phases.csv", startingWith: "pumps,")
    #expect(rows.count == 9)
    #expect(rows[4].hasPrefix("pumps,steady,steady,"))
    let file = "results/tiny/metrics.csv"
    for phase in ["startup", "steady", "shutdown"] {
      let scope = try tiny.lines(of: file, startingWith: "pumps,max-z,mean,phase=\(phase),")
      #expect(scope.contains { $0.contains(",false-positive-rate,") })
    }
    // The same value for every detector, controls included.
    let accuracies = try tiny.folder.text(of: file).split(separator: "\n").filter {
      $0.contains(",mean,all,phase-balanced-accuracy,")
    }.map { $0.split(separator: ",")[5] }
    #expect(accuracies.count == 7)
    #expect(Set(accuracies).count == 1)
  }

  @Test func theMatrixStandsBesideRecordedPhasesToo() throws {
    let tiny = try TinySuite()
    #expect(try tiny.assay("run tiny.yaml").standardOutput.contains("· recorded phases and those"))
    #expect(
      try tiny.lines(of: "results/tiny/phases.csv", startingWith: "pumps,steady,steady,").count == 1
    )
  }
}
