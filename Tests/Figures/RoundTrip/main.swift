// Times frames to a program that answers at once, echo.c, and prints a line for each figure: the
// microseconds of a small frame there and back, in the middle and at the 99th percentile, and the
// megabytes per second of large frames that come back and that are only taken. Then the rows of a
// detector that is a program, one by one and in batches, its own work included.

import Glibc
import Processes

guard CommandLine.arguments.count == 3 else {
  print("usage: assay-round-trip ECHO DETECTOR")
  exit(2)
}
do {
  try measure(CommandLine.arguments[1])
  let detector = try DetectorTimes(CommandLine.arguments[2])
  let times = try detector.microseconds(of: 100_000)
  print("row-p50", times[times.count / 2])
  print("row-p99", times[times.count * 99 / 100])
  print("batch", try detector.megabytesPerSecond())
} catch {
  print("\(CommandLine.arguments.dropFirst().joined(separator: ", ")): \(error)")
  exit(1)
}

func measure(_ path: String) throws(ProgramFailure) {
  let program = try WatchedProgram(
    .init(command: [path], memoryLimit: 1 << 30, outputLimit: 64 << 20))
  let small = try microseconds(of: 100_000, program).sorted()
  print("round-trip-p50", small[small.count / 2])
  print("round-trip-p99", small[small.count * 99 / 100])
  print("echoed", try megabytesPerSecond(of: "echo", program))
  print("taken", try megabytesPerSecond(of: "take", program))
}

/// The times of frames of 30 bytes, which are answered by 30.
func microseconds(of count: Int, _ program: WatchedProgram) throws(ProgramFailure) -> [Double] {
  let frame = Array("echo 0                       \n".utf8)
  var times: [Double] = []
  for _ in 0..<count {
    let start = ContinuousClock.now
    let deadline = start + .seconds(10)
    try program.write(frame, until: deadline)
    _ = try program.readLine(atMost: 1000, until: deadline)
    times.append((ContinuousClock.now - start) / .microseconds(1))
  }
  return times
}

/// The speed in the middle of several frames with a body of 8 MB.
func megabytesPerSecond(
  of command: String, _ program: WatchedProgram
) throws(ProgramFailure) -> Double {
  var body = (0..<1_000_000).map { Double($0) }
  let header = Array("\(command) \(8 * body.count)\n".utf8)
  var speeds: [Double] = []
  for _ in 0..<51 {
    let start = ContinuousClock.now
    let deadline = start + .seconds(10)
    try program.write(header, body: body, until: deadline)
    _ = try program.readLine(atMost: 1000, until: deadline)
    if command == "echo" { try program.read(into: &body, until: deadline) }
    speeds.append(8 * Double(body.count) / 1e6 / ((ContinuousClock.now - start) / .seconds(1)))
  }
  return speeds.sorted()[speeds.count / 2]
}
