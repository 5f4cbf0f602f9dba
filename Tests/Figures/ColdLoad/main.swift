// Loads all of C-MAPSS once, checked and with digests as in every run, and prints what that took:
// the seconds and the rows. A process of its own makes every load a cold one, unless a folder for a
// cache is named, which an earlier process has filled.

import Datasets
import Glibc
import Telemetry

let arguments = CommandLine.arguments.dropFirst()
guard let archive = arguments.first, arguments.count <= 2 else {
  print("usage: assay-cold-load ARCHIVE [CACHE]")
  exit(2)
}
do {
  let start = ContinuousClock.now
  let sets = try CMAPSS.load(
    subsets: CMAPSS.subsets, archive: archive, includingTest: true, width: 2,
    cache: arguments.dropFirst().first.map { DataCache(folder: $0) }
  ).map(\.dataSet)
  let seconds = (ContinuousClock.now - start) / .seconds(1)
  let rows = sets.flatMap { $0.units + ($0.testUnits ?? []) }.reduce(0) { $0 + $1.rows }
  print("\(seconds) \(rows)")
} catch {
  print(error)
  exit(1)
}
