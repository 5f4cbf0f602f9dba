import JSON

/// How long a cell took: its fit, and the scoring of single rows.
public struct CellTiming: Sendable, Equatable {
  /// Seconds of the fits of the models that evaluate.
  public let fitSeconds: Double
  /// Nanoseconds per row at ``Latency/percentiles``; `nil` where too few rows were timed.
  public let percentiles: [Double?]
  public let largest: Double?
  public let rowsPerSecond: Double?
  /// The number of rows timed.
  public let rows: Int
  /// Nanoseconds that reading the clock twice takes, contained in every value.
  public let clockOverhead: Double
  /// Rows by the power of two of their nanoseconds: `histogram[i]` counts 2^i ..< 2^(i+1).
  public let histogram: [Int]
  /// The most resident memory of the detector's own processes, in bytes; `nil` where it has none.
  public let peakMemory: Int?

  init(fitSeconds: Double, latency: Latency, peakMemory: Int? = nil) {
    self.fitSeconds = fitSeconds
    self.peakMemory = peakMemory
    percentiles = Latency.percentiles.map(latency.percentile)
    largest = latency.largest
    rowsPerSecond = latency.rowsPerSecond
    rows = latency.nanoseconds.count
    clockOverhead = latency.clockOverhead
    var histogram: [Int] = []
    for time in latency.nanoseconds {
      let bin = max(0, Int(max(1, time).exponent))
      while histogram.count <= bin { histogram.append(0) }
      histogram[bin] += 1
    }
    self.histogram = histogram
  }

  static let columns =
    "dataset,detector,seed,fit_s,p50_ns,p90_ns,p99_ns,p99.9_ns,max_ns,rows_per_s,rows,"
    + "clock_overhead_ns,histogram_log2_ns,peak_memory_bytes"

  func write(to text: inout DelimitedText) {
    text.add(fitSeconds)
    for percentile in percentiles { text.add(percentile) }
    text.add(largest)
    text.add(rowsPerSecond)
    text.add(rows)
    text.add(clockOverhead)
    text.add(histogram.map(String.init).joined(separator: " "))
    text.add(peakMemory.map(String.init) ?? "")
  }
}

extension CellTiming {
  /// The timing as it is stored beside its cell.
  var json: JSONValue {
    [
      "processor": .string(Machine.processor), "fit_s": .number(fitSeconds),
      "percentiles_ns": .array(percentiles.map { $0.map(JSONValue.number) ?? .null }),
      "max_ns": largest.map(JSONValue.number) ?? .null,
      "rows_per_s": rowsPerSecond.map(JSONValue.number) ?? .null,
      "rows": .integer(rows), "clock_overhead_ns": .number(clockOverhead),
      "histogram": .array(histogram.map(JSONValue.integer)),
      "peak_memory_bytes": peakMemory.map(JSONValue.integer) ?? .null,
    ]
  }

  /// Reads a stored timing; `nil` when it is damaged or of another processor, so that it is
  /// measured again.
  init?(json: JSONValue) {
    guard json["processor"]?.string == Machine.processor, let fitSeconds = json["fit_s"]?.double,
      let rows = json["rows"]?.integer,
      let overhead = json["clock_overhead_ns"]?.double,
      let percentiles = json["percentiles_ns"]?.elements,
      percentiles.count == Latency.percentiles.count,
      let histogram = json["histogram"]?.elements
    else { return nil }
    self.fitSeconds = fitSeconds
    self.percentiles = percentiles.map(\.double)
    largest = json["max_ns"]?.double
    rowsPerSecond = json["rows_per_s"]?.double
    self.rows = rows
    clockOverhead = overhead
    self.histogram = histogram.compactMap(\.integer)
    peakMemory = json["peak_memory_bytes"]?.integer
  }
}
