/// Finds the best split of a node in some channels.
///
/// Of a large node, sums are taken rank by rank, of a smaller one over as many bins of equally many
/// ranks as it has rows, from its lowest to its highest; a node of few rows is sorted. Where ranks
/// share a bin the children, which span fewer, are split more finely.
struct SplitSearch {
  /// Nodes with no more rows are sorted.
  private static let sortedRows = 32
  private static let positionBits: Int16 = 5
  private static let positionMask: Int16 = 31
  /// Nodes with no fewer rows have a bin for every rank.
  private static let wholeRows = 512

  private let source: ForestRows
  /// The ranks of the node's rows, channel by channel.
  private var ranks: [UInt8]
  /// Weight, weight × target and 1 for every row of the node.
  private var addends: [SIMD4<Float>]
  private var bins = RankBins()
  /// A rank above, and a position in the node below.
  private var keys = [Int16](repeating: 0, count: sortedRows)
  /// The keys before they are sorted, and the place of each.
  private var unsorted = [Int16](repeating: 0, count: sortedRows)
  private var places = [Int16](repeating: 0, count: sortedRows)

  /// Makes room.
  ///
  /// - Parameters:
  ///   - source: What the tree is grown from.
  ///   - rows: How many rows a node has at most.
  init(of source: ForestRows, rows: Int) {
    self.source = source
    let channels = max(1, source.channelsPerSplit)
    ranks = [UInt8](repeating: 0, count: min(rows, Self.wholeRows) * channels)
    addends = [SIMD4<Float>](repeating: .zero, count: rows)
  }

  /// Takes the best split in any of the channels where it is better than the best so far.
  ///
  /// - Parameters:
  ///   - best: The best split of the node so far.
  ///   - channels: The channels, no more than a split chooses from.
  ///   - rows: The rows of the node, as a range of the sample.
  ///   - sample: The rows of the tree.
  ///   - sums: The sums over the node.
  /// - Returns: Whether any of the channels varies in the node.
  mutating func improve(
    _ best: inout RankSplit, channels: ArraySlice<Int>, rows: Range<Int>,
    of sample: borrowing NodeSample, sums: NodeSums
  ) -> Bool {
    let candidate = SplitCandidate(
      leafRows: source.leafRows, rows: rows.count, weight: sums.weight, mean: sums.mean)
    sample.copyAddends(of: rows, into: &addends)
    let rows = sample.rows.span.extracting(rows)
    return rows.count < Self.wholeRows
      ? improveGathered(&best, channels, rows, sample.table, candidate)
      : improveWhole(&best, channels, rows, sample.table, candidate)
  }

  private mutating func improveWhole(
    _ best: inout RankSplit, _ channels: ArraySlice<Int>, _ rows: Span<UInt32>,
    _ table: RankTable, _ candidate: SplitCandidate
  ) -> Bool {
    var varies = false
    for first in stride(from: channels.startIndex, to: channels.endIndex, by: RankBins.channels) {
      let group = channels[first..<min(first + RankBins.channels, channels.endIndex)]
      bins.fill(table, rows, addends, group)
      for (lane, channel) in group.enumerated() {
        varies = varies || bins.varies(lane: lane, rows: rows.count)
        if let rank = bins.search(lane: lane, candidate, &best.gain) {
          best = RankSplit(channel: channel, rank: rank, gain: best.gain)
        }
      }
    }
    return varies
  }

  private mutating func improveGathered(
    _ best: inout RankSplit, _ channels: ArraySlice<Int>, _ rows: Span<UInt32>,
    _ table: RankTable, _ candidate: SplitCandidate
  ) -> Bool {
    table.gather(rows, channels: channels, into: &ranks)
    var varies = false
    for (index, channel) in channels.enumerated() {
      let place = index * rows.count..<(index + 1) * rows.count
      let (low, high) = Self.extent(ranks.span.extracting(place))
      if low == high { continue }
      varies = true
      let rank =
        rows.count <= Self.sortedRows
        ? searchSorted(place, candidate, &best.gain)
        : searchBins(place, low, high, candidate, &best.gain)
      if let rank { best = RankSplit(channel: channel, rank: rank, gain: best.gain) }
    }
    return varies
  }

  private static func extent(_ ranks: Span<UInt8>) -> (low: Int, high: Int) {
    var low: UInt8 = .max
    var high: UInt8 = 0
    for index in ranks.indices {
      let rank = unsafe ranks[unchecked: index]
      low = min(low, rank)
      high = max(high, rank)
    }
    return (Int(low), Int(high))
  }

  /// Splits between bins, of which there are no more than rows.
  private mutating func searchBins(
    _ place: Range<Int>, _ low: Int, _ high: Int, _ candidate: SplitCandidate,
    _ gain: inout Double
  ) -> Int? {
    let bits = Int.bitWidth - place.count.leadingZeroBitCount - 1
    let shift = max(0, Int.bitWidth - (high - low).leadingZeroBitCount - bits)
    let last = (high - low) >> shift
    let ranks = self.ranks
    bins.fill(ranks.span.extracting(place), addends, low: low, shift: shift, last: last)
    return bins.search(last: last, candidate, &gain).map { low + ($0 + 1) << shift - 1 }
  }

  /// Splits between rows in the order of their ranks.
  private mutating func searchSorted(
    _ place: Range<Int>, _ candidate: SplitCandidate, _ gain: inout Double
  ) -> Int? {
    Self.sort(ranks, place, &unsorted, &places, into: &keys)
    let keys = self.keys.span
    let addends = self.addends.span
    var left = SIMD4<Double>.zero
    var found: Int?
    for index in 1..<place.count {
      let key = keys[index - 1]
      left += SIMD4<Double>(addends[Int(key & Self.positionMask)])
      if keys[index] >> Self.positionBits > key >> Self.positionBits,
        candidate.improves(&gain, left.x, left.y, rows: index)
      {
        found = Int(key >> Self.positionBits)
      }
    }
    return found
  }

  /// Makes keys of few ranks and sorts them: a key's place is how many are smaller.
  ///
  /// Keys are compared with one after another, all at once: none of that is a branch.
  private static func sort(
    _ ranks: [UInt8], _ place: Range<Int>, _ unsorted: inout [Int16], _ places: inout [Int16],
    into keys: inout [Int16]
  ) {
    let ranks = ranks.span.extracting(place)
    var unsorted = unsorted.mutableSpan
    var places = places.mutableSpan
    var keys = keys.mutableSpan
    precondition(ranks.count <= sortedRows, "a lane for every key")
    precondition(unsorted.count == sortedRows && places.count == sortedRows)
    for index in ranks.indices {
      unsorted[index] = Int16(ranks[index]) << positionBits | Int16(index)
      places[index] = 0
    }
    for index in ranks.indices {
      let key = unsorted[index]
      for lane in 0..<sortedRows {
        let isGreater = unsafe unsorted[unchecked: lane] > key
        unsafe places[unchecked: lane] &+= isGreater ? 1 : 0
      }
    }
    for index in ranks.indices { keys[Int(places[index])] = unsorted[index] }
  }
}
