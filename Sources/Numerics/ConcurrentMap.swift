import Dispatch
import Synchronization

extension Array where Element: Sendable {
  /// Transforms the elements on up to `width` threads; the results stand in the order of the elements.
  ///
  /// Which thread takes which element depends on timing, so a transform must not.
  public func concurrentMap<Result: Sendable>(
    width: Int, _ transform: @escaping @Sendable (Element) -> Result
  ) -> [Result] {
    if width <= 1 || count <= 1 { return map(transform) }
    let next = Atomic(0)
    let results = Mutex([Result?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: Swift.min(width, count)) { _ in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        let result = transform(self[index])
        results.withLock { $0[index] = result }
      }
    }
    return results.withLock { $0.compactMap { $0 } }
  }
}
