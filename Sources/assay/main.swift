import Glibc

// An error that left this file would end as a crash with a backtrace, so every one is caught here.
do {
  let code = try Program.assay.run(Array(CommandLine.arguments.dropFirst())) {
    print($0, terminator: "")
  }
  // Output that could not be written, such as to a full disk, is only known now.
  if fflush(nil) != 0 { throw UsageError("standard output cannot be written") }
  exit(code.rawValue)
} catch {
  let failure = Failure(error)
  var standardError = StandardError()
  print(failure.message, to: &standardError)
  exit(failure.code.rawValue)
}
