import Archives
import Dispatch
import Synchronization

extension IMS {
  /// Snapshots on their way from an archive to their features: one thread fills buffers, others reduce
  /// what they hold.
  ///
  /// There are a few more buffers than threads, so memory is bounded whatever the archive holds. The
  /// thread that fills takes up waiting work itself rather than wait for a buffer, so all threads have
  /// work, and everything ends also where no other thread is to be had.
  final class SnapshotPipeline: Sendable {
    /// What became of one snapshot.
    struct Outcome: Sendable {
      /// Where it stood among all that was read.
      let order: Int
      let member: SnapshotMember
      let content: MemberContent
      /// Channels × features, or what is wrong with the text.
      let features: Result<[Double], any Error>
    }

    /// How many threads may work beside the one that fills.
    private let mostWorkers: Int
    private let queue = DispatchQueue(label: "snapshots", attributes: .concurrent)
    private let group = DispatchGroup()
    private let free: Mutex<[Buffer]>
    private let freeCount: DispatchSemaphore
    private let work = Mutex(Work())
    private let finished = Mutex<[Outcome]>([])
    private let failure = Atomic(false)

    /// A buffer that one thread at a time has.
    private final class Buffer: Sendable {
      let content: Mutex<SnapshotBuffer>

      init(_ content: SnapshotBuffer) { self.content = Mutex(content) }
    }

    /// A filled buffer.
    private struct Job {
      let order: Int
      let member: SnapshotMember
      let content: MemberContent
      let buffer: Buffer
    }

    private struct Work {
      var waiting: [Job] = []
      var workers = 0

      /// Takes the job that has waited longest.
      mutating func next() -> Job? { waiting.isEmpty ? nil : waiting.removeFirst() }
    }

    /// Prepares buffers.
    ///
    /// - Parameters:
    ///   - computation: What each buffer computes.
    ///   - width: How many threads work at most, the one that fills included.
    init(_ computation: SnapshotFeatures, width: Int) {
      mostWorkers = max(width - 1, 0)
      let buffers = mostWorkers + 3
      free = Mutex((0..<buffers).map { _ in Buffer(SnapshotBuffer(computation)) })
      freeCount = DispatchSemaphore(value: buffers)
    }

    /// Whether the text of a snapshot has turned out to be damaged.
    var hasFailed: Bool { failure.load(ordering: .relaxed) }

    /// Reads the text of a snapshot and leaves the rest to whatever thread comes.
    ///
    /// - Throws: What ``SnapshotBuffer/fill(from:)`` throws.
    func add(
      _ member: SnapshotMember, order: Int, from entry: borrowing ArchiveMember
    ) throws {
      let buffer = takeBuffer()
      let content: MemberContent
      do {
        content = try buffer.content.withLock { try $0.fill(from: entry) }
      } catch {
        giveBack(buffer)
        throw error
      }
      let job = Job(order: order, member: member, content: content, buffer: buffer)
      let needsWorker = work.withLock { [mostWorkers] work in
        work.waiting.append(job)
        if work.workers == mostWorkers { return false }
        work.workers += 1
        return true
      }
      if needsWorker { queue.async(group: group) { self.reduceAllThatWait() } }
    }

    /// Waits for the last snapshot.
    ///
    /// - Returns: The outcomes in the order of reading.
    func finish() -> [Outcome] {
      while reduceNext() {}
      group.wait()
      return finished.withLock { $0.sorted { $0.order < $1.order } }
    }

    private func takeBuffer() -> Buffer {
      while freeCount.wait(timeout: .now()) == .timedOut {
        if reduceNext() { continue }
        freeCount.wait()
        break
      }
      return free.withLock { $0.removeLast() }
    }

    private func giveBack(_ buffer: Buffer) {
      free.withLock { $0.append(buffer) }
      freeCount.signal()
    }

    /// Reduces the snapshot that has waited longest, if any waits.
    private func reduceNext() -> Bool {
      guard let job = work.withLock({ $0.next() }) else { return false }
      reduce(job)
      return true
    }

    /// What a worker does until nothing waits.
    private func reduceAllThatWait() {
      while let job = work.withLock({ work in
        let job = work.next()
        if job == nil { work.workers -= 1 }
        return job
      }) { reduce(job) }
    }

    private func reduce(_ job: Job) {
      let features = job.buffer.content.withLock { buffer in
        Result { try buffer.features(of: job.member) }
      }
      giveBack(job.buffer)
      if case .failure = features { failure.store(true, ordering: .relaxed) }
      finished.withLock {
        $0.append(
          Outcome(
            order: job.order, member: job.member, content: job.content, features: features))
      }
    }
  }
}
