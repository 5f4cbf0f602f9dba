extension ComplexFFT.Stage {
  func radix2(
    _ x: Span<ComplexLanes>, _ roots: Span<RootOfUnity>, _ output: inout [ComplexLanes]
  ) {
    var y = output.mutableSpan
    let step = stride * turns
    for p in 0..<turns {
      let root = roots[p * stride]
      let (from, to) = (stride * p, stride * 2 * p)
      for q in 0..<stride {
        let (a0, a1) = (x[from + q], x[from + q + step])
        y[to + q] = a0 + a1
        y[to + q + stride] = (a0 - a1) * root
      }
    }
  }

  func radix3(
    _ x: Span<ComplexLanes>, _ roots: Span<RootOfUnity>, _ output: inout [ComplexLanes]
  ) {
    var y = output.mutableSpan
    let step = stride * turns
    for p in 0..<turns {
      let (root1, root2) = (roots[p * stride], roots[2 * p * stride])
      let (from, to) = (stride * p, stride * 3 * p)
      for q in 0..<stride {
        let (a0, a1, a2) = (x[from + q], x[from + q + step], x[from + q + 2 * step])
        let sum = a1 + a2
        let middle = a0 - sum * 0.5
        let turned = ((a1 - a2) * Self.sine3).quarterTurnBack
        y[to + q] = a0 + sum
        y[to + q + stride] = (middle + turned) * root1
        y[to + q + 2 * stride] = (middle - turned) * root2
      }
    }
  }

  func radix4(
    _ x: Span<ComplexLanes>, _ roots: Span<RootOfUnity>, _ output: inout [ComplexLanes]
  ) {
    var y = output.mutableSpan
    let step = stride * turns
    for p in 0..<turns {
      let root1 = roots[p * stride]
      let (root2, root3) = (roots[2 * p * stride], roots[3 * p * stride])
      let (from, to) = (stride * p, stride * 4 * p)
      for q in 0..<stride {
        let (a0, a1) = (x[from + q], x[from + q + step])
        let (a2, a3) = (x[from + q + 2 * step], x[from + q + 3 * step])
        let (even, evenRest) = (a0 + a2, a0 - a2)
        let (odd, oddRest) = (a1 + a3, (a1 - a3).quarterTurnBack)
        y[to + q] = even + odd
        y[to + q + stride] = (evenRest + oddRest) * root1
        y[to + q + 2 * stride] = (even - odd) * root2
        y[to + q + 3 * stride] = (evenRest - oddRest) * root3
      }
    }
  }

  func radix5(
    _ x: Span<ComplexLanes>, _ roots: Span<RootOfUnity>, _ output: inout [ComplexLanes]
  ) {
    var y = output.mutableSpan
    let step = stride * turns
    for p in 0..<turns {
      let (root1, root2) = (roots[p * stride], roots[2 * p * stride])
      let (root3, root4) = (roots[3 * p * stride], roots[4 * p * stride])
      let (from, to) = (stride * p, stride * 5 * p)
      for q in 0..<stride {
        let a0 = x[from + q]
        let (a1, a4) = (x[from + q + step], x[from + q + 4 * step])
        let (a2, a3) = (x[from + q + 2 * step], x[from + q + 3 * step])
        let (outer, inner) = (a1 + a4, a2 + a3)
        let (outerRest, innerRest) = (a1 - a4, a2 - a3)
        let near = a0 + outer * Self.cosine5 + inner * Self.cosine5Twice
        let far = a0 + outer * Self.cosine5Twice + inner * Self.cosine5
        let turnedNear = (outerRest * Self.sine5 + innerRest * Self.sine5Twice).quarterTurnBack
        let turnedFar = (outerRest * Self.sine5Twice - innerRest * Self.sine5).quarterTurnBack
        y[to + q] = a0 + outer + inner
        y[to + q + stride] = (near + turnedNear) * root1
        y[to + q + 2 * stride] = (far + turnedFar) * root2
        y[to + q + 3 * stride] = (far - turnedFar) * root3
        y[to + q + 4 * stride] = (near - turnedNear) * root4
      }
    }
  }

  /// Sine of a third of a turn.
  private static let sine3 = 0.866025403784438646763723170752936183
  /// Cosine and sine of a fifth of a turn, and of two fifths.
  private static let cosine5 = 0.309016994374947424102293417182819059
  private static let cosine5Twice = -0.809016994374947424102293417182819059
  private static let sine5 = 0.951056516295153572116439333379382143
  private static let sine5Twice = 0.587785252292473129168705954639072769
}
