import Archives
import Telemetry

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

    /// Reads what there is of some tests: from archives of all of them and, as long as one is not
    /// complete, from archives or folders for each.
    ///
    /// - Parameter tests: The tests.
    /// - Returns: By subset what was found of it, perhaps not all, or what is wrong with it; nothing
    ///   for a test that no file is called after.
    func search(for tests: [Test]) -> Found {
      var found: Found = [:]
      do throws(DataSetError) {
        for path in try locator.findAll(archiveNames) {
          merge(read(tests.filter { needsMore($0, found) }, from: path), into: &found)
        }
        for test in tests {
          for path in try locator.findAll(test.archiveNames) where needsMore(test, found) {
            merge(read([test], from: path), into: &found)
          }
        }
        return found
      } catch {
        return failure(of: tests, error)
      }
    }

    /// Whether nothing that was found of a test is all of it, or damaged.
    private func needsMore(_ test: Test, _ found: Found) -> Bool {
      guard let result = found[test.subset] else { return true }
      guard case .success(let (holding, _)) = result else { return false }
      return holding.table.shortfall != nil
    }

    /// Of two parts of a test the one with more snapshots is told of.
    private func merge(_ new: Found, into found: inout Found) {
      found.merge(new) { old, new in
        guard case .success(let (before, _)) = old, case .success(let (after, _)) = new else {
          return new
        }
        return after.table.snapshots.count > before.table.snapshots.count ? new : old
      }
    }

    private func failure(of tests: [Test], _ error: any Error) -> Found {
      Dictionary(uniqueKeysWithValues: tests.map { ($0.subset, .failure(error)) })
    }

    private func read(_ tests: [Test], from path: String) -> Found {
      if tests.isEmpty { return [:] }
      var found: Found = [:]
      do {
        let holdings = try cached(tests, .raw, features, path: path, cache) { container in
          try readHoldings(tests, from: path, container)
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
    private func readHoldings(
      _ tests: [Test], from path: String, _ container: Container?
    ) throws -> [Holding] {
      let reading = try readRaw(
        path, subsets: tests.map(\.subset), features: features, demand: .sound,
        limits: locator.limits, container: container, width: width)
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
  public var tableName: String { name + ".csv" }
}
