import Archives
import Telemetry

/// The rows that one table has of one unit.
struct TablePart {
  /// The unit's number.
  let unit: Int
  /// The first row.
  let place: Place
  /// One per row where the layout has the column, else none; so are labels, phases and regimes.
  var times: [TableTime] = []
  /// Row after row, the columns that are read as channels.
  var values: [Double] = []
  var labels: [RowLabel] = []
  var phases: [Int] = []
  var regimes: [Int] = []
  var failure: (time: TableTime, place: Place)?

  init(unit: Int, place: Place) {
    self.unit = unit
    self.place = place
  }
}
