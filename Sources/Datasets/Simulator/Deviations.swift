/// How far every channel of one pump is moved by faults, in physical units.
struct Deviations {
  private var storage: [[Double]]

  init(rows: Int) {
    storage = [[Double]](
      repeating: [Double](repeating: 0, count: rows), count: PumpChannel.allCases.count)
  }

  subscript(row: Int, channel: PumpChannel) -> Double {
    get { storage[channel.rawValue][row] }
    set { storage[channel.rawValue][row] = newValue }
  }
}
