/// A number that blocks of a cache entry hold, in the machine's own byte order.
protocol CacheElement: BitwiseCopyable, Numeric {
  /// What the headers of entries call it.
  static var cacheName: String { get }
}

extension Double: CacheElement {
  static var cacheName: String { "binary64" }
}

extension Int32: CacheElement {
  static var cacheName: String { "int32" }
}

extension UInt8: CacheElement {
  static var cacheName: String { "byte" }
}
