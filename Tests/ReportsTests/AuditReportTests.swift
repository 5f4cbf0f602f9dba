import Testing

@testable import Harness
@testable import Reports

struct AuditReportTests {
  private func row(
    _ detector: String, _ verdict: AuditVerdict, dataset: String = "pumps", seed: UInt64 = 1
  ) -> SuiteAudit.Row {
    SuiteAudit.Row(
      dataset: dataset, detector: detector, isControl: detector == "oracle", seed: seed,
      verdict: verdict)
  }

  private func failed(_ rules: AuditRule...) -> AuditVerdict {
    AuditVerdict(
      rules.map {
        AuditViolation(
          rule: $0, unit: "7", row: 3, expected: 0.5, found: nil, circumstance: "somehow")
      })
  }

  @Test func detectorsByRules() {
    let report = AuditReport([
      row("fine", .passed), row("drawn", .passed), row("drawn", failed(.batch), seed: 2),
      row("cheat", failed(.futureReplaced, .futureTruncated)), row("few", .refused("too few rows")),
      row("oracle", .exempt), row("fine", .passed, dataset: "other"),
    ])
    #expect(
      report.text == """
        pumps · audit
        detector  determinism  training-order  scoring-order  finite  future-replaced
        ─────────────────────────────────────────────────────────────────────────────
        fine                ✓               ✓              ✓       ✓                ✓
        drawn               ✓               ✓              ✓       ✓                ✓
        cheat               ✓               ✓              ✓       ✓                ✗
        few                 –               –              –       –                –
        ─────────────────────────────────────────────────────────────────────────────
        oracle              –               –              –       –                –

        detector  length  future-truncated  batch
        ─────────────────────────────────────────
        fine           ✓                 ✓      ✓
        drawn          ✓                 ✓      ✗
        cheat          ✓                 ✗      ✓
        few            –                 –      –
        ─────────────────────────────────────────
        oracle         –                 –      –
        – not audited: it reads the labels, or scores that were made elsewhere.

        other · audit
        detector  determinism  training-order  scoring-order  finite  future-replaced
        ─────────────────────────────────────────────────────────────────────────────
        fine                ✓               ✓              ✓       ✓                ✓

        detector  length  future-truncated  batch
        ─────────────────────────────────────────
        fine           ✓                 ✓      ✓

        pumps drawn seed 2 batch: unit 7, row 4: 0.5 becomes no score somehow
        pumps cheat seed 1 future-replaced: unit 7, row 4: 0.5 becomes no score somehow
        pumps cheat seed 1 future-truncated: unit 7, row 4: 0.5 becomes no score somehow
        pumps few seed 1 refused: too few rows

        6 cells audited, 3 failed
        """)
    #expect(report.broken.map(\.detector) == ["drawn", "cheat"])
    #expect(report.refused.map(\.detector) == ["few"])
  }
}
