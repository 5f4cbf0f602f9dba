/// One fault of one pump, from its onset to the failure.
struct MachineFaultEvent {
  let kind: MachineFault
  let rows: Range<Int>
  let strength: Double
  /// Its place among the events of its kind on this pump, which names its stream.
  let number: Int
}
