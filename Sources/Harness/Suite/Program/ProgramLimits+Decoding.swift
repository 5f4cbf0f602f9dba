import External
import JSON

extension ProgramLimits {
  /// Reads limits; what they leave out is taken from others.
  init(_ setting: Setting, over base: ProgramLimits = .standard) throws(SuiteError) {
    var reader = try setting.mapping()
    self = base
    if let setting = reader.take("start") { start = try setting.seconds() }
    if let setting = reader.take("fit") { fit = try setting.seconds() }
    if let setting = reader.take("score") { score = try setting.seconds() }
    if let setting = reader.take("memory") { memory = try setting.bytes() }
    try reader.finish()
  }

  /// The limits as suites write them.
  var json: JSONValue {
    [
      "start": .string(SpanText.seconds(start)), "fit": .string(SpanText.seconds(fit)),
      "score": .string(SpanText.seconds(score)), "memory": .string(SpanText.bytes(memory)),
    ]
  }
}
