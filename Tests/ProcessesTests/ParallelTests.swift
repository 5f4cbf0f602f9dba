import Synchronization
import Testing

@testable import Processes

/// Programs beside one another.
struct ParallelTests {
  @Test func eachThreadSpeaksToItsOwn() async throws {
    let sums = try await withThrowingTaskGroup(of: Double.self) { group in
      for number in 0..<4 {
        group.addTask {
          let program = try WatchedProgram(.shell("exec cat"), outputLimit: 16 << 20)
          var sum = 0.0
          for round in 0..<20 {
            let sent = [Double](repeating: Double(number), count: 1 << (round % 18))
            try program.write(Array("x\n".utf8), body: sent, until: .now + .seconds(60))
            #expect(try program.readText() == "x")
            var back = sent
            try program.read(into: &back, until: .now + .seconds(60))
            sum += back.reduce(0, +) / Double(back.count)
          }
          #expect(program.finish(within: 60).status == .code(0))
          return sum
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }.sorted()
    }
    #expect(sums == [0, 20, 40, 60])
  }

  /// An input that another program had inherited would never end for the first.
  @Test func noneHoldsThePipesOfAnother() throws {
    let programs = try (0..<8).map { _ in try WatchedProgram(.shell("exec cat")) }
    for program in programs {
      let ending = program.finish(within: 60)
      #expect(ending.status == .code(0))
      #expect(!ending.wasKilled)
    }
  }

  @Test func aMutexCanHoldOne() throws {
    let program = Mutex(try WatchedProgram(.shell("exec cat")))
    try program.withLock { try $0.write(Array("hello\n".utf8), until: .now + .seconds(60)) }
    #expect(try program.withLock { try $0.readText() } == "hello")
  }
}
