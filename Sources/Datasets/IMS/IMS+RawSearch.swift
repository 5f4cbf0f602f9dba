import Archives

extension IMS {
  /// A search for raw snapshots in the folders of data.
  struct RawSearch {
    private let locator: ArchiveLocator
    private let features: [Feature]
    private let width: Int
    private let cache: DataCache?

    init(_ locator: ArchiveLocator, _ features: [Feature], width: Int, cache: DataCache?) {
      self.locator = locator
      self.features = features
      self.width = width
      self.cache = cache
    }

    typealias Found = [String: Result<(holding: Holding, path: String), any Error>]

    /// Reads what there is of some tests: from the archive of all of them or, where there is none,
    /// from an archive or a folder for each.
    ///
    /// - Parameter tests: The tests.
    /// - Returns: By subset what was found of it, perhaps not all, or what is wrong with it; nothing
    ///   for a test that no file is called after.
    func search(for tests: [Test]) -> Found {
      if tests.isEmpty { return [:] }
      do throws(DataSetError) {
        if let path = try locator.find(archiveNames) { return read(tests, from: path) }
        var found: Found = [:]
        for test in tests {
          guard let path = try locator.find(test.archiveNames) else { continue }
          found.merge(read([test], from: path)) { _, new in new }
        }
        return found
      } catch {
        return failure(of: tests, error)
      }
    }

    private func failure(of tests: [Test], _ error: any Error) -> Found {
      Dictionary(uniqueKeysWithValues: tests.map { ($0.subset, .failure(error)) })
    }

    private func read(_ tests: [Test], from path: String) -> Found {
      var found: Found = [:]
      do {
        let holdings = try cached(tests, .raw, features, path: path, cache) {
          try readHoldings(tests, from: path)
        }
        for holding in holdings {
          found[holding.table.test.subset] = .success((holding, path))
        }
      } catch {
        return failure(of: tests, error)
      }
      return found
    }

    /// Reads tests from a file or a folder; one of which it has no snapshot gets an empty table.
    private func readHoldings(_ tests: [Test], from path: String) throws -> [Holding] {
      let reading = try readRaw(
        path, subsets: tests.map(\.subset), features: features, demand: .whatever,
        limits: locator.limits, width: width)
      if let problem = reading.problems.first { throw problem }
      return tests.map { test in
        Holding(
          table: reading.tables.first { $0.test == test }
            ?? FeatureTable(test: test, features: features, snapshots: [], values: []),
          container: reading.container)
      }
    }
  }
}

extension IMS.Test {
  /// What an archive or a folder of this test alone may be called.
  var archiveNames: [String] {
    let folders = subset == "3" ? [name, "4th_test"] : [name]
    return folders.flatMap { folder in
      [".rar", ".zip", ".7z", ".tar", ".tar.gz", ".tar.zst", ""].map { folder + $0 }
    }
  }

  /// The file of the test's feature table, such as `1st_test.csv`.
  var tableName: String { name + ".csv" }
}
