/// The Kaplan-Meier estimate of the time to detection, in which a missed event is censored.
///
/// Kaplan and Meier, "Nonparametric estimation from incomplete observations", JASA 53 (1958).
struct Survival {
  /// The share still undetected from each distinct detection time on, ascending in time.
  let steps: [(time: Double, undetected: Double)]

  /// Estimates from detection and censoring times; at equal times detections come first.
  init(detected: [Double], censored: [Double]) {
    var steps: [(time: Double, undetected: Double)] = []
    let detected = detected.sorted()
    let all = (detected + censored).sorted()
    // Between censorings the factors telescope: one quotient of counts, so that exact ties with one
    // half stay exact.
    var base = 1.0
    var baseAtRisk = all.count
    var remaining = all.count
    var earlier = 0
    var index = 0
    while index < detected.count {
      let time = detected[index]
      var end = index
      while end < detected.count, detected[end] == time { end += 1 }
      while all[earlier] < time { earlier += 1 }
      let atRisk = all.count - earlier
      if atRisk != remaining {
        base *= Double(remaining) / Double(baseAtRisk)
        baseAtRisk = atRisk
      }
      remaining = atRisk - (end - index)
      steps.append((time, base * Double(remaining) / Double(baseAtRisk)))
      index = end
    }
    self.steps = steps
  }

  /// The smallest time by which at least half of the events are detected, or `nil`.
  var median: Double? { steps.first { $0.undetected <= 0.5 }?.time }

  /// The area under the curve from 0 through a horizon: the mean of min(delay, horizon).
  func restrictedMean(horizon: Double) -> Double {
    var area = 0.0
    var time = 0.0
    var undetected = 1.0
    for step in steps where step.time < horizon {
      area += (step.time - time) * undetected
      time = step.time
      undetected = step.undetected
    }
    return area + (horizon - time) * undetected
  }
}
