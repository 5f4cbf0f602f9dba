// Times the metrics of one drawn series on one thread and prints a line for each: its name, the
// median seconds of three runs and its value. The series itself goes to a file, for the peers.

import Foundation
import Metrics

guard CommandLine.arguments.count == 3, let rows = Int(CommandLine.arguments[1]), rows >= 1000
else {
  print("usage: assay-metric-speed ROWS FILE")
  exit(2)
}
let drawn = DrawnSeries(rows: rows)
do {
  try drawn.text.write(toFile: CommandLine.arguments[2], atomically: false, encoding: .utf8)
} catch {
  print(error)
  exit(1)
}

let series = drawn.series
let failing = series.events.flatMap { series.scores[$0] }
let healthy = drawn.labels.indices.filter { !drawn.labels[$0] }.map { series.scores[$0] }

time("vus") { VolumeUnderSurface(series, window: 100).prVolume }
time("affiliation") { Affiliation(series).precision }
time("range") {
  let metric = RangeScore()
  return RangeScore.f1(precision: metric.precision(series), recall: metric.recall(series))
}
time("event") { EventCounts(series).f1 }
time("roc-auc") { PooledRanking(failing: failing, healthy: healthy).rocAUC }

func time(_ name: String, _ metric: () -> Double?) {
  var value: Double?
  let seconds = (0..<3).map { _ in
    let start = ContinuousClock.now
    value = metric()
    return (ContinuousClock.now - start) / .seconds(1)
  }.sorted()[1]
  print(name, seconds, value ?? .nan)
}
