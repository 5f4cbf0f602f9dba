import Archives
import Telemetry
import TestSupport

@testable import Datasets

/// A layout for the small tables of these tests, changed where a test wants it otherwise.
func layout(
  time: String? = "time", unit: TimeUnit = .hour, format: TableLayout.TimeFormat = .number,
  _ columns: [TableRole: String] = [.unit: "unit", .label: "label"],
  _ change: (inout TableLayout) -> Void = { _ in }
) -> TableLayout {
  var layout = TableLayout(time: time, unit: unit, format: format)
  layout.columns.merge(columns) { $1 }
  change(&layout)
  return layout
}

/// A small table of two units whose rows are mixed.
let mixed = """
  unit,time,a,b,label
  2,1,10,0.5,healthy
  1,3,20,1.5,0
  2,2.5,30,2.5,grey
  1,4,40,3.5,1
  2,7,50,4.5,failing

  """

extension TableSource {
  /// Loads a text as the file `t.csv`.
  static func load(text: String, _ layout: TableLayout) throws -> DataSet {
    let folder = try TemporaryDirectory()
    return try load(folder.write(text.utf8, to: "t.csv"), layout: layout).dataSet
  }

  /// The message that loading a text gives, without the folder; `nil` where it gives none.
  static func refusal(of text: String, _ layout: TableLayout) throws -> String? {
    let folder = try TemporaryDirectory()
    return try refusal(at: folder.write(text.utf8, to: "t.csv"), in: folder, layout)
  }

  /// The message that loading a path gives, without the folder; `nil` where it gives none.
  static func refusal(
    at path: String, in folder: TemporaryDirectory, _ layout: TableLayout
  ) -> String? {
    do {
      _ = try load(path, layout: layout)
      return nil
    } catch {
      return "\(error)".replacing(folder.path + "/", with: "").replacing(folder.path, with: ".")
    }
  }
}
