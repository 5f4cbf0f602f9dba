extension CMAPSS {
  /// What the benchmark's files hold; an archive either is the benchmark or it is not.
  struct Benchmark: Sendable {
    let subset: String
    let train: Extent
    let test: Extent

    var rows: Int { train.rows + test.rows }
  }

  /// How much one file holds.
  struct Extent: Sendable {
    let units: Int
    let rows: Int
  }

  /// The counts of the files; the readme inside swaps the units of FD004.
  static let benchmark = [
    Benchmark(
      subset: "FD001", train: Extent(units: 100, rows: 20631),
      test: Extent(units: 100, rows: 13096)),
    Benchmark(
      subset: "FD002", train: Extent(units: 260, rows: 53759),
      test: Extent(units: 259, rows: 33991)),
    Benchmark(
      subset: "FD003", train: Extent(units: 100, rows: 24720),
      test: Extent(units: 100, rows: 16596)),
    Benchmark(
      subset: "FD004", train: Extent(units: 249, rows: 61249),
      test: Extent(units: 248, rows: 41214)),
  ]

  /// Whether a member's digest is that of NASA's distribution.
  static func isKnown(_ name: some StringProtocol, sha256: String) -> Bool {
    knownMembers.contains { $0.name == name && $0.sha256 == sha256 }
  }

  /// The digests of the members of NASA's distribution.
  static let knownMembers = [
    ("RUL_FD001.txt", "a19c8ec94931949d0485bdc35118206e9c81c4547b422efb9cf86f4ceddbceca"),
    ("RUL_FD002.txt", "c851dd96a6ea6998d3c4a8f834d3c8013aa90e93a6ed950dc826ad0655b2906b"),
    ("RUL_FD003.txt", "df1e0566306b174a2de41c67a3e7a51877889598b78643fc3e5685259091b7cb"),
    ("RUL_FD004.txt", "196b836b85a95ac7fdbbf29c5fdf1657382eafa445644d114ffaaf50dc2975e1"),
    ("readme.txt", "4f5270554b775c67e73aff383c5436fd329d6e4cc3d3a116913276fae511269b"),
    ("test_FD001.txt", "3cda7109ce17bafb5443f2ac926cfcf88154b941b8c4cf95eb55d1ddd6f52851"),
    ("test_FD002.txt", "de7b5bf7e998a985c378488480528b7c02cff1406a46740def362dda8d9b4e02"),
    ("test_FD003.txt", "299babd63c8d987cef079c4a425429f33b3a34797d803bbe2ad48c29dbd0d790"),
    ("test_FD004.txt", "1dc675fff0624bac10786927c6715b37d1297657137400d2b1a3138d777a3ba5"),
    ("train_FD001.txt", "963b5e22825b34d8b21c69e1aeb4af3e647050eb672ee8834ba4b5d91d2de0f8"),
    ("train_FD002.txt", "dac6c4dbc4e7c1bdeb5747da3d313d05c395bb99801b44a002b26a2ba13d788f"),
    ("train_FD003.txt", "2abbe9968cc5e8eb091980f51b20f62bb4127336d3482cb52071d53bf23329e2"),
    ("train_FD004.txt", "27ef6160b6a1dcb2613a88de9c239f763b223f02cdc41dc5cdedc5dc189b6218"),
  ].map { (name: $0.0, sha256: $0.1) }
}
