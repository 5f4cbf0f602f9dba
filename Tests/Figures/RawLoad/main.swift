// Reduces raw IMS snapshots once, as in every run, and prints what that took: the seconds, the
// snapshots and the bytes of their text. A process of its own has a peak of memory of its own.

import Datasets
import Glibc

let sets = ["basic": IMS.Feature.basic, "all": IMS.Feature.all]
guard CommandLine.arguments.count == 3, let features = sets[CommandLine.arguments[2]] else {
  print("usage: assay-raw-load ARCHIVE basic|all")
  exit(2)
}
do {
  let start = ContinuousClock.now
  let reading = try IMS.readRaw(
    CommandLine.arguments[1], features: features, demand: .whatever, width: 2)
  let seconds = (ContinuousClock.now - start) / .seconds(1)
  if let problem = reading.problems.first { throw problem }
  let bytes = reading.members.reduce(0) { $0 + $1.bytes }
  print("\(seconds) \(reading.members.count) \(bytes)")
} catch {
  print(error)
  exit(1)
}
