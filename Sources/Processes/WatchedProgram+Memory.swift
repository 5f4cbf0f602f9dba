/// How the memory of a program and of all that it started is watched.
extension WatchedProgram {
  /// The most resident memory that was seen so far, in bytes.
  public var peakMemory: Int {
    if ending == nil, status == nil {
      // The system's own maximum has no gaps, but exists only for one process while it runs. That of
      // wait4 will not do: it begins with the memory of the process that started this one.
      highestMemory = max(highestMemory, ProcessRecord.peakBytes(of: process))
    }
    return highestMemory
  }

  /// Takes one of the looks at the program that are due ten times a second.
  ///
  /// - Throws: ``ProgramFailure`` if there is too much memory, which has killed the program.
  func look() throws(ProgramFailure) {
    looks += 1
    // The search through all processes costs more, and few programs have anything to be found by it.
    if looks % 5 == 0 { _ = tree.lookEverywhere() }
    let bytes = tree.residentBytes(above: memoryLimit ?? .max)
    highestMemory = max(highestMemory, bytes)
    if let memoryLimit, bytes > memoryLimit { excessiveMemory = bytes }
    if let failure = memoryFailure {
      // Not left to the caller: until then it would take still more.
      _ = kill()
      throw failure
    }
    checkEnd()
  }

  /// What to say if there is too much memory.
  var memoryFailure: ProgramFailure? {
    guard let memoryLimit else { return nil }
    // The system's own limit was reached, not passed.
    let bytes = excessiveMemory ?? (controlGroup?.hasRunOut == true ? memoryLimit : nil)
    return bytes.map { ProgramFailure(.outOfMemory(bytes: $0, limit: memoryLimit)) }
  }
}
