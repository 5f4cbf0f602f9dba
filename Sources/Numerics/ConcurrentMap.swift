import Dispatch
import Synchronization

extension Array where Element: Sendable {
  /// Transforms the elements on up to `width` threads, but some of them with nothing beside them.
  ///
  /// - Parameters:
  ///   - width: How many elements are transformed at once.
  ///   - isAlone: Whether an element is transformed after all others, by itself.
  ///   - transform: The transform.
  /// - Returns: The results in the order of the elements.
  public func concurrentMap<Result: Sendable>(
    width: Int, alone isAlone: @escaping @Sendable (Element) -> Bool,
    _ transform: @escaping @Sendable (Element) -> Result
  ) -> [Result] {
    let shared = concurrentMap(width: width) { isAlone($0) ? nil : transform($0) }
    return zip(self, shared).map { element, result in result ?? transform(element) }
  }

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
