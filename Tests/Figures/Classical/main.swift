// Fits and scores one kind of detector on the official split of one subset of C-MAPSS, for figures
// beside Python's libraries.
//
// `rows` writes the rows of all forms for these. `fits` fits once per seed, prints for each the
// seconds of the fit and of the scores, and writes the scores of all test rows, seed by seed.
// `latency` prints for every kind the 99th percentile of the microseconds of single rows. `series`
// fits channels of units alone and prints the unit, the channel and the seconds of each.
//
// KIND is a name, with words of hyper-parameters after colons: random-forest:balance=smote.

import Datasets
import Detectors
import Foundation
import Numerics
import Preparation
import Telemetry

let usage = """
  usage: assay-classical rows ARCHIVE SUBSET FOLDER
         assay-classical fits ARCHIVE SUBSET KIND SEED,… FILE
         assay-classical latency ARCHIVE SUBSET
         assay-classical series ARCHIVE SUBSET KIND UNITS
  """

do {
  try measure(Array(CommandLine.arguments.dropFirst()))
} catch {
  print(error)
  exit(1)
}

func measure(_ words: [String]) throws {
  guard words.count >= 3 else { stop() }
  let (archive, subset) = (words[1], words[2])
  let dataSet = try CMAPSS.load(
    subset: subset, archive: archive, includingTest: true, width: Concurrency.fitWidth
  ).dataSet
  switch (words[0], words.count) {
  case ("rows", 4): try writeRows(of: dataSet, to: URL(filePath: words[3]))
  case ("fits", 6):
    let seeds = words[4].split(separator: ",").map { UInt64($0) }
    guard !seeds.contains(nil) else { stop() }
    try fit(try trial(words[3], on: dataSet), seeds.compactMap { $0 }, to: URL(filePath: words[5]))
  case ("latency", 3): try printLatencies(on: dataSet)
  case ("series", 5):
    guard let units = Int(words[4]) else { stop() }
    let fits = try trial(words[3], on: dataSet).fitSeries(ofUnits: units)
    for fit in fits { print(fit.unit, fit.channel, fit.seconds) }
  default: stop()
  }
}

func stop() -> Never {
  print(usage)
  exit(2)
}

func trial(_ text: String, on dataSet: DataSet) throws -> Trial {
  let words = text.split(separator: ":").map(String.init)
  guard let kind = words.first.flatMap(DetectorCatalog.kind(named:)) else { stop() }
  let choices = words.dropFirst().map { $0.split(separator: "=").map(String.init) }
  guard choices.allSatisfy({ $0.count == 2 && kind.hasChoice($0[0], of: $0[1]) }) else { stop() }
  return try Trial(
    kind, choices: Dictionary(uniqueKeysWithValues: choices.map { ($0[0], $0[1]) }), on: dataSet)
}

extension DetectorKind {
  /// Whether a hyper-parameter of this name takes the word.
  func hasChoice(_ name: String, of word: String) -> Bool {
    parameters.contains { parameter in
      if parameter.name == name, case .choice(_, let words) = parameter.domain {
        words.contains(word)
      } else {
        false
      }
    }
  }
}

func writeRows(of dataSet: DataSet, to folder: URL) throws {
  for learning in Learning.allCases {
    let split = try OfficialSplit(
      of: dataSet, learning: learning, scaling: learning == .lives ? .none : .standard)
    try split.write(to: folder.appending(path: learning.rawValue))
    print(learning.rawValue, split.training.channels.map(\.id).joined(separator: ","))
  }
}

func fit(_ trial: Trial, _ seeds: [UInt64], to file: URL) throws {
  var scores: [Double] = []
  for seed in seeds {
    let (model, fitting) = try trial.fit(seed: seed)
    let (scored, scoring) = try trial.score(by: model)
    print(fitting, scoring)
    scores += scored
  }
  try scores.write(to: file)
}

func printLatencies(on dataSet: DataSet) throws {
  for kind in DetectorCatalog.kinds {
    let trial = try Trial(kind, on: dataSet)
    let model = try trial.fit(seed: 1).model
    print(kind.name, try trial.rowMicroseconds(by: model))
  }
}
