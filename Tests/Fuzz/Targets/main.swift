// assay-fuzz [libFuzzer's arguments]: feeds the target that FUZZ_TARGET names with made-up bytes.
// assay-fuzz seeds DIR: writes what to begin with.
//
// The target is no argument, because libFuzzer starts itself again with the arguments it knows.

import CFuzzer
import Foundation

let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
guard let target = FuzzTarget(rawValue: name) else {
  let known = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
  print("FUZZ_TARGET is one of \(known), not \"\(name)\"")
  exit(2)
}
let words = CommandLine.arguments
if words.count == 3, words[1] == "seeds" {
  try target.writeSeeds(into: words[2])
  exit(0)
}
var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv
let code: CInt =
  switch target {
  case .table:
    unsafe LLVMFuzzerRunDriver(&count, &arguments) { unsafe fuzz($0, $1, TableTarget.check) }
  case .archive:
    unsafe LLVMFuzzerRunDriver(&count, &arguments) { unsafe fuzz($0, $1, ArchiveTarget.check) }
  case .members:
    unsafe LLVMFuzzerRunDriver(&count, &arguments) { unsafe fuzz($0, $1, MembersTarget.check) }
  }
exit(code)

/// Hands bytes to a target; what it throws is a fault of the target itself.
func fuzz(
  _ bytes: UnsafePointer<UInt8>?, _ count: Int, _ check: ([UInt8]) throws -> Void
) -> CInt {
  do {
    try check(unsafe Array(UnsafeBufferPointer(start: bytes, count: count)))
  } catch {
    expect(false, "nothing is thrown: \(error)")
  }
  return 0
}
