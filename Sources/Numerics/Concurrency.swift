/// How work within one fit is spread over threads.
public enum Concurrency {
  /// How many pieces of a fit are worked on at once; no result depends on it.
  public static let fitWidth = 2
}
