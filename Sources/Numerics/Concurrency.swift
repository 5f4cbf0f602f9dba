/// How wide the parts of one fit run beside each other.
public enum Concurrency {
  /// The number of threads inside a fit; results never depend on it.
  public static let fitWidth = 2
}
