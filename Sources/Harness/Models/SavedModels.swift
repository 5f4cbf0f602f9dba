import Archives
public import Detectors
import JSON

/// The fitted models of a cell, as they are kept in a file.
public struct SavedModels: Sendable {
  public let head: Head
  /// The model that all units share, or one for every training unit in their order.
  public let models: [Model]

  /// What a file says of its models before they are read.
  public struct Head: Sendable, Equatable {
    /// The kind of the detector, one of the program's own.
    public let kind: String
    /// The version of the kind: of another one, the same numbers could mean something else.
    public let version: Int
    public let dataset: String
    public let detector: String
    public let seed: UInt64

    public init(kind: String, version: Int, dataset: String, detector: String, seed: UInt64) {
      self.kind = kind
      self.version = version
      self.dataset = dataset
      self.detector = detector
      self.seed = seed
    }
  }

  /// One model with what it was fitted on.
  public struct Model: Sendable {
    /// The id of the unit that it was fitted on by itself; `nil` of a model that all units share.
    public let unit: String?
    /// The ids of the columns of the rows that it scores.
    public let channels: [String]
    public let fitted: any FittedModel & Codable

    public init(unit: String?, channels: [String], fitted: any FittedModel & Codable) {
      self.unit = unit
      self.channels = channels
      self.fitted = fitted
    }
  }

  public init(_ head: Head, models: [Model]) {
    self.head = head
    self.models = models
  }
}

/// Why a file of models cannot be used, in one sentence that begins with the file's name.
public struct ModelFileError: Error, Equatable, Sendable, CustomStringConvertible {
  public let description: String
}

/// The bytes: a line of JSON, the models, a digest of all that.
extension SavedModels {
  /// The number of the layout.
  static let format = 1
  private static let digestLength = 64

  /// The models as a file's bytes.
  ///
  /// - Throws: What a model's own `encode` throws.
  public func bytes() throws -> [UInt8] {
    let contents = try models.map { try ModelEncoder.encode($0.fitted) }
    let line: JSONValue = [
      "assay-models": .integer(Self.format), "kind": .string(head.kind),
      "version": .integer(head.version), "dataset": .string(head.dataset),
      "detector": .string(head.detector), "seed": .string(String(head.seed)),
      "models": .array(
        zip(models, contents).map { model, content in
          [
            "unit": model.unit.map(JSONValue.string) ?? .null,
            "channels": .array(model.channels.map(JSONValue.string)),
            "bytes": .integer(content.count),
          ]
        }),
    ]
    var bytes = Array((line.compact + "\n").utf8)
    for content in contents { bytes += content }
    bytes += Array(SHA256.digest(of: bytes[...]).utf8)
    return bytes
  }

  /// Reads a file's bytes.
  ///
  /// - Parameters:
  ///   - bytes: The content of the file.
  ///   - file: What the file is called in messages.
  /// - Throws: ``ModelFileError`` for a file that is something else, damaged, or of another program.
  public init(_ bytes: [UInt8], file: String) throws(ModelFileError) {
    func refused(_ reason: String) -> ModelFileError {
      ModelFileError(description: "\(file): \(reason)")
    }
    guard bytes.starts(with: "{\"assay-models\":".utf8) else {
      throw refused("is no file of models")
    }
    let damage = refused("is damaged: its digest is not that of its content")
    guard let end = bytes.firstIndex(of: 0x0A),
      let line = try? JSONValue(parsing: String(decoding: bytes[..<end], as: UTF8.self)),
      let format = line["assay-models"]?.integer
    else { throw damage }
    guard format == Self.format else {
      throw refused("has format \(format); this program reads format \(Self.format)")
    }
    let body = bytes.dropLast(Self.digestLength)
    guard body.count > end,
      SHA256.digest(of: body).utf8.elementsEqual(bytes[body.endIndex...])
    else { throw damage }
    guard let head = Head(line), let entries = line["models"]?.elements else {
      throw refused("does not say which models it holds")
    }
    guard let kind = DetectorCatalog.kind(named: head.kind) else {
      throw refused("holds models of the kind \(head.kind), which this program does not have")
    }
    guard kind.version == head.version else {
      throw refused(
        "holds models of version \(head.version) of \(head.kind); this program has version"
          + " \(kind.version)")
    }
    var models: [Model] = []
    var rest = body[(end + 1)...]
    for entry in entries {
      guard let count = entry["bytes"]?.integer, count >= 0, count <= rest.count else {
        throw refused("does not hold what a model of \(head.kind) consists of")
      }
      do throws(DetectorError) {
        models.append(try Model(entry, of: kind, from: rest.prefix(count)))
      } catch { throw refused(error.description) }
      rest = rest.dropFirst(count)
    }
    self.init(head, models: models)
  }
}

extension SavedModels.Head {
  fileprivate init?(_ line: JSONValue) {
    guard let kind = line["kind"]?.string, let version = line["version"]?.integer,
      let dataset = line["dataset"]?.string, let detector = line["detector"]?.string,
      let seed = line["seed"]?.string.flatMap(UInt64.init)
    else { return nil }
    self.init(kind: kind, version: version, dataset: dataset, detector: detector, seed: seed)
  }
}

extension SavedModels.Model {
  /// Reads one model.
  ///
  /// - Parameters:
  ///   - entry: What the first line says of it.
  ///   - kind: The kind of the detector.
  ///   - bytes: Its bytes.
  /// - Throws: ``DetectorError`` where they are no model of the kind, or none that could score.
  fileprivate init(
    _ entry: JSONValue, of kind: DetectorKind, from bytes: ArraySlice<UInt8>
  ) throws(DetectorError) {
    guard let listed = entry["channels"]?.elements else {
      throw DetectorError("does not say which channels its rows have")
    }
    let channels = listed.compactMap(\.string)
    guard channels.count == listed.count else {
      throw DetectorError("names a channel that is no text")
    }
    do {
      let fitted = try ModelDecoder.decode(kind.model, from: bytes, channels: channels.count)
      self.init(unit: entry["unit"]?.string, channels: channels, fitted: fitted)
    } catch let error as DetectorError {
      throw DetectorError("holds a model of \(kind.name) that no fit makes: \(error)")
    } catch {
      throw DetectorError("does not hold what a model of \(kind.name) consists of")
    }
  }
}
