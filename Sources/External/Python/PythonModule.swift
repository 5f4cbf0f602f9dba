public import Archives
import FoundationEssentials

/// The Python module `assay_detector`, which this program carries.
public enum PythonModule {
  /// What Python imports it as.
  public static let name = "assay_detector"
  /// The methods of a class that it can take scores from.
  public static let methods = [
    "decision_function", "predict_proba", "score_samples", "predict",
  ]

  /// Puts the module where Python finds it.
  ///
  /// The folder is named by the module's digest, so that programs of several versions do not meet.
  ///
  /// - Parameter parent: The folder in which programs keep what they can make again.
  /// - Returns: The folder of the module.
  /// - Throws: ``FileError`` if it cannot be written.
  public static func install(in parent: String) throws(FileError) -> String {
    let bytes = PackageResources.assay_detector_py
    let folder = "\(parent)/python-\(SHA256.digest(of: bytes[...]).prefix(16))"
    let path = "\(folder)/\(name).py"
    if AtomicFile.read(path) != bytes {
      try AtomicFile.createFolder(folder)
      try AtomicFile.write(bytes, to: path)
    }
    return folder
  }
}
