import Glibc

// An error that left this file would end as a crash with a backtrace, so every one is caught here.
do {
  let code = try Program.assay.run(Array(CommandLine.arguments.dropFirst())) {
    print($0, terminator: "")
  }
  exit(code.rawValue)
} catch {
  let failure = Failure(error)
  var standardError = StandardError()
  print(failure.message, to: &standardError)
  exit(failure.code.rawValue)
}
