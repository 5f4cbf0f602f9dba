import Detectors
import JSON

/// A question that a program must answer.
struct Question {
  /// What the question is about, as errors name it, such as `fit`.
  let name: String
  let header: String
  var body: [Double] = []
  /// The type of the answer.
  let answer: String
  /// Seconds that the answer may take.
  let seconds: Double
  /// The whole limit in which the answer stands, as errors name it.
  let limit: Double
  /// Whether the program is at work on scores, so that an error is no refusal any more.
  var isScoring = false
  /// How many numbers an answer with this header brings.
  var size: (JSONValue) throws(DetectorError) -> Int = { _ in 0 }
}

/// The answer to a question.
struct Answer {
  let header: JSONValue
  let body: [Double]
}
