extension RowLabel {
  /// The labels by their names in tables.
  public static let names: [(word: String, label: RowLabel)] = [
    ("healthy", .healthy), ("grey", .grey), ("failing", .failing), ("off", .off),
  ]

  /// What labels are called in tables: by name, or 0 and 1.
  public static let words = names + [("0", .healthy), ("1", .failing)]
}
