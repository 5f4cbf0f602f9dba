import Testing

@testable import Datasets

@Suite struct IMSSnapshotTests {
  @Test func namesAreTimes() throws {
    let first = try #require(IMS.Snapshot(name: "2003.10.22.12.06.24"))
    #expect(first.seconds == 1_066_824_384)
    #expect(first.name == "2003.10.22.12.06.24")
    // 2004 is a leap year, 1900 was none and 2000 was one.
    for (name, seconds) in [
      ("2004.02.29.00.00.00", 1_078_012_800), ("2000.02.29.23.59.59", 951_868_799),
      ("1970.01.01.00.00.00", 0), ("2004.12.31.23.59.59", 1_104_537_599),
    ] {
      #expect(IMS.Snapshot(name: name)?.seconds == seconds, "\(name)")
    }
  }

  @Test(arguments: [
    "", "2003.10.22.12.06", "2003.10.22.12.06.24.txt", "2003.13.01.00.00.00",
    "2003.00.01.00.00.00", "2003.02.29.00.00.00", "1900.02.29.00.00.00", "2003.04.31.00.00.00",
    "2003.10.00.00.00.00", "2003.10.22.24.06.24", "2003.10.22.12.60.24", "2003.10.22.12.06.60",
    "03.10.22.12.06.24", "2003.1.22.12.06.24", "2003.10.22.12.06.+4", "２００３.10.22.12.06.24",
    "2003-10-22-12-06-24", "readme",
  ])
  func otherNamesAreNone(name: String) {
    #expect(IMS.Snapshot(name: name) == nil)
  }

  @Test func featureNamesReadBack() {
    #expect(IMS.Feature.all.count == 61)
    #expect(
      IMS.Feature.all.prefix(18).map(\.name) == [
        "mean", "rms", "sd", "absmax", "kurtosis", "skewness", "p2p", "crest", "shape", "impulse",
        "centroid", "band_bpfo_1", "band_bpfo_2", "band_bpfo_3", "band_bpfo_4", "band_bpfo_5",
        "envband_bpfo_1", "envband_bpfo_2",
      ])
    for feature in IMS.Feature.all { #expect(IMS.Feature(name: feature.name) == feature) }
    #expect(IMS.Feature(name: "band_bpfo_6") == nil)
  }
}
