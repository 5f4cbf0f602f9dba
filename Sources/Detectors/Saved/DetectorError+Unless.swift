extension DetectorError {
  /// Refuses what was read from a file where a condition does not hold.
  ///
  /// - Parameters:
  ///   - condition: What holds of every model that was fitted.
  ///   - sentence: What is wrong where it does not.
  /// - Throws: The error with that sentence.
  static func unless(
    _ condition: Bool, _ sentence: @autoclosure () -> String
  ) throws(DetectorError) {
    if !condition { throw DetectorError(sentence()) }
  }

  /// Refuses indices of channels that rows do not have.
  ///
  /// - Parameters:
  ///   - indices: The indices.
  ///   - channels: How many values a row has.
  /// - Throws: The error, naming the first index of no channel.
  static func unlessChannels(_ indices: [Int], of channels: Int) throws(DetectorError) {
    guard let stray = indices.first(where: { $0 < 0 || $0 >= channels }) else { return }
    throw DetectorError("there is no channel \(stray) among \(channels)")
  }

  /// Refuses lists of another length than they have in every model that was fitted.
  ///
  /// - Parameters:
  ///   - counts: The lengths.
  ///   - expected: What all of them should be.
  ///   - name: What the lists hold one of for each of something.
  /// - Throws: The error with both lengths.
  static func unlessCounts(
    _ counts: [Int], are expected: Int, of name: String
  ) throws(DetectorError) {
    guard let stray = counts.first(where: { $0 != expected }) else { return }
    throw DetectorError("\(stray) \(name) stand where \(expected) belong")
  }

  /// Refuses infinite numbers and NaN.
  ///
  /// - Parameters:
  ///   - numbers: The numbers.
  ///   - name: What they are.
  /// - Throws: The error with the first number that is not finite.
  static func unlessFinite(_ numbers: [Double], _ name: String) throws(DetectorError) {
    guard let stray = numbers.first(where: { !$0.isFinite }) else { return }
    throw DetectorError("\(stray) stands among the \(name)")
  }
}
