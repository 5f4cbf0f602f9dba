import Archives
import JSON

/// The values of a metric in every resample of the units, for differences between detectors and
/// versions: `replicates.bin`.
public struct ReplicateRow: Sendable, Equatable {
  /// The seed is always the mean.
  public let key: MetricKey
  /// One value per resample, NaN where undefined.
  public let values: [Double]

  public init(key: MetricKey, values: [Double]) {
    self.key = key
    self.values = values
  }
}

/// The bytes of `replicates.bin`: a line of JSON that names the rows and the `metrics.csv` that they
/// belong to, the numbers of one row after another as little-endian binary64, the digest of all before.
enum ReplicatesFile {
  static let name = "replicates.bin"
  private static let digestLength = 64

  /// Lays out rows.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - metrics: The bytes of the record's `metrics.csv`.
  /// - Returns: The bytes of the file.
  static func encode(_ rows: [ReplicateRow], metrics: [UInt8]) -> [UInt8] {
    let head: JSONValue = [
      "replicates": 1, "metrics": .string(SHA256.digest(of: metrics[...])),
      "count": .integer(rows.first?.values.count ?? 0),
      "rows": .array(
        rows.map { row in
          [
            .string(row.key.dataset), .string(row.key.detector), .string(row.key.scope),
            .string(row.key.metric),
          ]
        }),
    ]
    var bytes = Array((head.compact + "\n").utf8)
    bytes.reserveCapacity(bytes.count + 8 * rows.map(\.values.count).reduce(0, +) + digestLength)
    for row in rows {
      // One pattern for every NaN, so that equal content is equal bytes.
      Binary64.append(row.values.map { $0.isNaN ? .nan : $0 }, to: &bytes)
    }
    bytes.append(contentsOf: SHA256.digest(of: bytes[...]).utf8)
    return bytes
  }

  /// Reads rows.
  ///
  /// - Parameters:
  ///   - bytes: The bytes of the file.
  ///   - metrics: The bytes of the `metrics.csv` beside it.
  /// - Returns: The rows, or `nil` where the file is damaged or belongs to other metrics.
  static func decode(_ bytes: [UInt8], metrics: [UInt8]) -> [ReplicateRow]? {
    guard bytes.count >= digestLength, let end = bytes.firstIndex(of: 0x0A) else { return nil }
    let body = bytes[..<(bytes.count - digestLength)]
    guard end < body.endIndex,
      SHA256.digest(of: body).utf8.elementsEqual(bytes[body.endIndex...]),
      let head = try? JSONValue(parsing: String(decoding: bytes[..<end], as: UTF8.self)),
      head["replicates"]?.integer == 1,
      head["metrics"]?.string == SHA256.digest(of: metrics[...]),
      let count = head["count"]?.integer, count >= 0,
      let names = head["rows"]?.elements
    else { return nil }
    let numbers = Binary64.numbers(in: body[(end + 1)...])
    guard numbers.count == names.count * count else { return nil }
    var rows: [ReplicateRow] = []
    for (index, name) in names.enumerated() {
      guard let fields = name.elements?.map(\.string), fields.count == 4, let dataset = fields[0],
        let detector = fields[1], let scope = fields[2], let metric = fields[3]
      else { return nil }
      rows.append(
        ReplicateRow(
          key: MetricKey(
            dataset: dataset, detector: detector, seed: MetricKey.mean, scope: scope,
            metric: metric),
          values: Array(numbers[index * count..<(index + 1) * count])))
    }
    return rows
  }
}
