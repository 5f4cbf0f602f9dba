import Numerics

extension IsolationTree {
  /// Grows a tree from rows drawn without replacement.
  ///
  /// - Parameters:
  ///   - rows: The rows to draw from.
  ///   - samples: How many to draw; at most as many as there are.
  ///   - stream: Where chance comes from.
  init(of rows: Matrix, samples: Int, stream: RandomStream) {
    var growth = IsolationGrowth(of: rows, samples: samples, stream: stream)
    self = growth.tree()
  }
}

/// A tree while it grows.
private struct IsolationGrowth {
  /// The values of the sample, channel by channel.
  private let values: [Double]
  private let samples: Int
  /// The channels in the order in which they were tried last.
  private var channels: [Int]
  /// The rows of the sample; those of a node stand side by side.
  private var order: [Int]
  private var stream: RandomStream
  private var grown = IsolationTree()

  init(of rows: Matrix, samples: Int, stream: RandomStream) {
    var stream = stream
    let drawn = Self.draw(samples, of: rows.rows, from: &stream)
    values = (0..<rows.columns).flatMap { channel in drawn.map { rows[$0, channel] } }
    self.samples = samples
    self.stream = stream
    channels = Array(0..<rows.columns)
    order = Array(0..<samples)
  }

  /// Draws numbers below `count` without replacement.
  ///
  /// Floyd's algorithm (Bentley and Floyd, "A sample of brilliance", CACM 30(9), 1987).
  private static func draw(_ samples: Int, of count: Int, from stream: inout RandomStream) -> [Int]
  {
    var isDrawn = [Bool](repeating: false, count: count)
    return (count - samples..<count).map { last in
      let number = stream.integer(below: last + 1)
      let drawn = isDrawn[number] ? last : number
      isDrawn[drawn] = true
      return drawn
    }
  }

  mutating func tree() -> IsolationTree {
    _ = grow(0..<samples, depth: 0)
    return grown
  }

  /// Grows the node of some rows and all nodes below it, and returns it with the sum of their paths.
  private mutating func grow(_ places: Range<Int>, depth: Int) -> (node: Int, paths: Double) {
    let count = Double(places.count)
    guard places.count > 1, depth < IsolationTree.depthLimit(samples),
      let (channel, low, high) = varyingChannel(places)
    else {
      let path = Double(depth) + IsolationForest.expectedPath(ofRows: places.count)
      return (grown.appendLeaf(path: path), count * path)
    }
    let share = stream.uniform()
    let between = low * (1 - share) + high * share
    // Rounding must not send all rows the same way.
    let threshold = low <= between && between < high ? between : low
    let middle = partition(places, channel: channel, threshold: threshold)
    let node = grown.appendLeaf(path: 0)
    let first = grow(places.lowerBound..<middle, depth: depth + 1)
    let second = grow(middle..<places.upperBound, depth: depth + 1)
    let paths = first.paths + second.paths
    grown.split(
      node, channel: channel, threshold: threshold, into: first.node, second.node,
      path: paths / count)
    return (node, paths)
  }

  /// Draws one of the channels that vary among some rows, with its range; `nil` where none does.
  private mutating func varyingChannel(
    _ places: Range<Int>
  ) -> (channel: Int, low: Double, high: Double)? {
    for untried in stride(from: channels.count, to: 0, by: -1) {
      let drawn = stream.integer(below: untried)
      channels.swapAt(drawn, untried - 1)
      let channel = channels[untried - 1]
      var low = values[channel * samples + order[places.lowerBound]]
      var high = low
      for place in places {
        let value = values[channel * samples + order[place]]
        low = min(low, value)
        high = max(high, value)
      }
      if low < high { return (channel, low, high) }
    }
    return nil
  }

  /// Puts the rows up to the threshold first and returns where the others begin.
  private mutating func partition(
    _ places: Range<Int>, channel: Int, threshold: Double
  ) -> Int {
    var middle = places.lowerBound
    for place in places where values[channel * samples + order[place]] <= threshold {
      order.swapAt(place, middle)
      middle += 1
    }
    return middle
  }
}
