import Archives
import Foundation
import TestSupport
import Testing

@testable import Datasets

/// The features of original snapshots, beside those that numpy and scipy computed.
@Suite struct SnapshotFeaturesOracleTests {
  private struct Oracle: Decodable {
    let snapshots: [Snapshot]

    struct Snapshot: Decodable {
      let set: String
      let file: String
      /// By name and channel: a number, or one for each harmonic.
      let features: [[String: Value]]
    }

    enum Value: Decodable {
      case number(Double)
      case harmonics([Double])

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self =
          if let number = try? container.decode(Double.self) { .number(number) } else {
            .harmonics(try container.decode([Double].self))
          }
      }

      /// The number of a feature; harmonics count from 1.
      func number(of harmonic: Int?) -> Double? {
        switch self {
        case .number(let number): harmonic == nil ? number : nil
        case .harmonics(let numbers):
          harmonic.flatMap { numbers.indices.contains($0 - 1) ? numbers[$0 - 1] : nil }
        }
      }
    }
  }

  /// The oracle's name of a feature and the number of its harmonic.
  private func oracleName(_ feature: IMS.Feature) -> (name: String, harmonic: Int?) {
    switch feature {
    case .absmax: ("maxabs", nil)
    case .band(let line, let harmonic): ("band_\(line.rawValue)", harmonic)
    case .envelopeBand(let line, let harmonic): ("envband_\(line.rawValue)", harmonic)
    default: (feature.name, nil)
    }
  }

  @Test(
    .enabled(
      if: SharedData.has("oracles/ims_features.json") && SharedData.has(PublishedSnapshots.archive),
      Comment(rawValue: SharedData.reason)))
  func allFeaturesAreThoseOfTheReference() throws {
    let oracle = try SharedData.json("oracles/ims_features.json", as: Oracle.self)
    var computation = IMS.SnapshotFeatures(IMS.Feature.all, samplingRate: 20480)
    var compared = 0
    for expected in oracle.snapshots {
      let snapshot = try #require(
        PublishedSnapshots.all.get().first {
          $0.name == expected.file && $0.test.name == expected.set
        })
      let channels = snapshot.test.channels
      let values = computation.values(of: snapshot.values, channels: channels)
      try #require(expected.features.count == channels)
      for (channel, reference) in expected.features.enumerated() {
        let rms = try #require(reference["rms"]?.number(of: nil))
        for (index, feature) in IMS.Feature.all.enumerated() {
          let (name, harmonic) = oracleName(feature)
          let number = try #require(reference[name]?.number(of: harmonic))
          // Powers are compared to the signal's, all other features to their own size.
          let scale = harmonic == nil ? abs(number) : rms * rms
          let value = values[channel * IMS.Feature.all.count + index]
          #expect(
            abs(value - number) <= 1e-9 * scale, "\(expected.file) \(channel) \(feature.name)")
          compared += 1
        }
      }
    }
    #expect(compared == (10 * 8 + 4 * 4) * 61)
  }

  @Test(
    .enabled(
      if: SharedData.has(PublishedSnapshots.features) && SharedData.has(PublishedSnapshots.archive),
      Comment(rawValue: SharedData.reason)))
  func basicFeaturesAreThoseOfTheTables() throws {
    var computation = IMS.SnapshotFeatures(IMS.Feature.basic, samplingRate: 20480)
    let published = try PublishedSnapshots.all.get()
    #expect(published.count == 58)
    let wanted = Dictionary(uniqueKeysWithValues: published.map { ($0.name, $0) })
    var compared = 0
    try Archive.visitAllMembers(of: SharedData.file(PublishedSnapshots.features)) { member in
      let lines = try member.lines()
      #expect(
        lines.first == "snapshot,bearing,channel,mean,rms,sd,absmax,kurtosis,skewness")
      for line in lines.dropFirst() {
        let fields = line.split(separator: ",")
        guard let snapshot = wanted[String(fields[0])] else { continue }
        let channel = try #require(Int(fields[2]))
        #expect(Int(fields[1]) == snapshot.test.bearings[channel - 1])
        let values = computation.values(of: snapshot.values, channels: snapshot.test.channels)
        for (index, field) in fields.dropFirst(3).enumerated() {
          let number = try #require(Double(field))
          let value = values[(channel - 1) * IMS.Feature.basic.count + index]
          #expect(abs(value - number) <= 1e-9 * abs(number), "\(line): \(value)")
          compared += 1
        }
      }
      return .proceed
    }
    #expect(compared == (50 * 8 + 8 * 4) * 6)
  }
}
