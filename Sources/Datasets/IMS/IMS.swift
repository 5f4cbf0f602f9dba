/// The IMS bearing data: four bearings on one shaft, run until one fails, in three tests.
///
/// J. Lee, H. Qiu, G. Yu, J. Lin and Rexnord Technical Services, IMS, University of Cincinnati,
/// "Bearing Data Set", NASA Prognostics Data Repository (2007); H. Qiu et al., Journal of Sound and
/// Vibration 289 (2006) 1066, doi:10.1016/j.jsv.2005.03.007.
public enum IMS {
  public static let source = "ims"

  /// The source that takes tables of features alone.
  public static let tableSource = "ims-features"

  /// The subsets: the numbers of the tests.
  public static let subsets = benchmark.map(\.subset)

  /// The names under which the raw data of all tests are looked up, NASA's own first; the last one is
  /// that of a folder.
  public static let archiveNames = [
    "4. Bearings.zip", "IMS.zip", "IMS.7z", "IMS.tar", "IMS.tar.gz", "IMS.tar.zst", "IMS",
  ]

  /// Where the raw archive can be had.
  public static let origin = "https://phm-datasets.s3.amazonaws.com/NASA/4.+Bearings.zip"

  /// The rows of every snapshot.
  static let samples = 20480

  /// The rate in hertz at which a snapshot of 20480 rows lasts one second; the readme says 20 kHz.
  public static let samplingRate = 20480.0
}
