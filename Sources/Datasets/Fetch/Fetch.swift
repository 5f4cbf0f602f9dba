public import Archives
import FoundationEssentials

/// A download of a data set into a folder.
///
/// A file gets its name only once it is whole and proven; before that it is called `NAME.part`, and
/// a later download goes on with it.
public struct Fetch: Sendable {
  public let distribution: Distribution
  let folder: String
  let mirror: Mirror?
  let curl: Curl

  /// Plans a download.
  ///
  /// - Parameters:
  ///   - distribution: What is wanted.
  ///   - folder: Where it goes; made if there is none.
  ///   - mirror: Where it is to be had; `nil` for the public addresses.
  public init(_ distribution: Distribution, into folder: String, from mirror: Mirror? = nil) {
    self.init(distribution, into: folder, from: mirror, by: Curl())
  }

  init(_ distribution: Distribution, into folder: String, from mirror: Mirror?, by curl: Curl) {
    self.distribution = distribution
    self.folder = folder
    self.mirror = mirror
    self.curl = curl
  }

  /// How far a download is.
  public enum Progress: Sendable, Equatable {
    /// So many bytes are there, of so many where that is known.
    case receiving(file: String, bytes: Int, total: Int?)
    case checking(file: String)
  }

  /// The file that is there in the end.
  public struct Outcome: Sendable, Equatable {
    public let path: String
    public let content: MemberContent
    public let evidence: Distribution.Evidence
    /// Where it was downloaded from; `nil` where it was there before.
    public let address: String?
  }

  /// Downloads and checks the file, unless a good one is there.
  ///
  /// - Parameter report: Takes the progress.
  /// - Throws: ``DataSetError`` if no address brings the file, or the folder holds a bad one.
  /// - Returns: The file.
  public func run(_ report: (Progress) -> Void) throws -> Outcome {
    if let outcome = try present(report) { return outcome }
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw DataSetError(Place(file: folder), "the folder cannot be made")
    }
    var refusals: [String] = []
    for source in distribution.sources(mirror) {
      do {
        return try download(source, report)
      } catch let refusal as Refusal {
        refusals.append("\(source.address): \(refusal.reason)")
      }
    }
    throw DataSetError(
      nil,
      "\(distribution.name) cannot be downloaded (\(refusals.joined(separator: "; "))); "
        + "try again later, or name another place with --mirror")
  }

  /// The file that is there already.
  private func present(_ report: (Progress) -> Void) throws(DataSetError) -> Outcome? {
    let paths = distribution.fileNames.map(path)
    guard let path = paths.first(where: { FileManager.default.fileExists(atPath: $0) })
    else { return nil }
    report(.checking(file: path))
    do throws(Refusal) {
      let (evidence, content) = try distribution.evidence(in: path, atLeast: .completeness)
      return Outcome(path: path, content: content, evidence: evidence, address: nil)
    } catch {
      throw DataSetError(
        Place(file: path),
        "the file is there, but is no good: \(error.reason); remove it, or download into another "
          + "folder with --to")
    }
  }

  private func download(
    _ source: Distribution.Source, _ report: (Progress) -> Void
  ) throws -> Outcome {
    let part = try PartFile(of: path(source.fileName))
    defer { if part.size == 0 { part.remove() } }
    while true {
      let isResumed = part.size > 0
      try curl.receive(source.address, into: part) { bytes in
        report(.receiving(file: source.fileName, bytes: bytes, total: source.bytes))
      }
      report(.checking(file: part.target))
      do {
        let (evidence, content) = try distribution.evidence(in: part.path, atLeast: source.required)
        try part.place()
        return Outcome(
          path: part.target, content: content, evidence: evidence, address: source.address)
      } catch let refusal as Refusal {
        try part.empty()
        // The beginning may have been that of another file.
        if !isResumed { throw refusal }
      }
    }
  }

  private func path(_ fileName: String) -> String {
    folder.hasSuffix("/") ? folder + fileName : folder + "/" + fileName
  }
}
