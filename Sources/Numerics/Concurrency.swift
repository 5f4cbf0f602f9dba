/// How much of the machine one fit may take.
public enum Concurrency {
  /// How many threads a fit may use.
  public static let fitWidth = 2
}
