/// Ranks, rows × channels.
struct RankTable: Sendable {
  let rows: Int
  let channels: Int
  private(set) var cells: [UInt8]

  init(rows: Int, channels: Int, cells: [UInt8]) {
    precondition(cells.count == rows * channels, "a rank for every row and channel")
    self.rows = rows
    self.channels = channels
    self.cells = cells
  }

  /// The rank in a cell.
  ///
  /// - Precondition: Row and channel are of this table, which is not checked.
  @inline(__always)
  func rank(_ row: UInt32, _ channel: Int) -> UInt8 {
    unsafe cells.span[unchecked: Int(row) &* channels &+ channel]
  }

  /// Copies the ranks of some rows in some channels, channel by channel.
  ///
  /// - Parameters:
  ///   - rows: The rows, which are of this table.
  ///   - channels: The channels.
  ///   - gathered: Where the ranks are written, from its beginning.
  func gather(_ rows: Span<UInt32>, channels: ArraySlice<Int>, into gathered: inout [UInt8]) {
    let cells = self.cells.span
    let channels = channels.span
    var gathered = gathered.mutableSpan
    precondition(gathered.count >= rows.count * channels.count, "room for every rank")
    for index in rows.indices {
      // A row's ranks stand together: they are read for all channels before the next row's.
      let start = unsafe Int(rows[unchecked: index]) &* self.channels
      var place = index
      for channel in channels.indices {
        let rank = unsafe cells[unchecked: start &+ channels[unchecked: channel]]
        unsafe gathered[unchecked: place] = rank
        place &+= rows.count
      }
    }
  }

  /// The table of some rows, in their order.
  func selecting(_ rows: Span<UInt32>) -> RankTable {
    let all = cells.span
    var selected: [UInt8] = []
    selected.reserveCapacity(rows.count * channels)
    for index in rows.indices {
      let start = Int(rows[index]) * channels
      for place in start..<(start + channels) { selected.append(all[place]) }
    }
    return RankTable(rows: rows.count, channels: channels, cells: selected)
  }
}
