import Harness
import Metrics

extension RecordTables {
  /// The mean rank of every detector over the data sets, by each metric that may rank.
  var meanRanks: Table? {
    let columns = Standing.rankingMetrics.compactMap { metric in
      standing.meanRanks(metric).map { (metric: metric, ranks: $0) }
    }
    let detectors = standing.rankedDetectors
    guard !columns.isEmpty else { return nil }
    let count = standing.datasets.count
    return Table(
      title: count == 1
        ? "Rank [95 %], 1 is best" : "Mean rank over \(count) data sets [95 %], 1 is best",
      columns: [.init("detector", .left)] + columns.map { .init(Self.title($0.metric)) },
      sections: [
        detectors.indices.map { index in
          [detectors[index]]
            + columns.map { column in
              let rank = column.ranks.ranks[index].rank
              return NumberText.interval(rank.value, rank.bounds?.low, rank.bounds?.high)
            }
        }
      ],
      notes: rankNotes)
  }

  private static func title(_ metric: String) -> String {
    switch metric {
    case "average-precision": "AP"
    case "detection-rate.at-budget": "detected at budget"
    case "lead.median.at-budget": "lead at budget"
    default: metric
    }
  }

  /// What does not rank, and why; what the ranks are made of.
  private var rankNotes: [String] {
    let left = Standing.rankingMetrics.flatMap { metric in
      standing.datasets.compactMap { dataset in
        standing.blindControlAhead(dataset, metric).map { (metric, dataset, control: $0) }
      }
    }
    let reasons = left.map { metric, dataset, control in
      "\(Self.title(metric)) does not rank on \(dataset): \(control), which looks at no sensor,"
        + " beats the median detector."
    }
    let undefined = Standing.rankingMetrics.flatMap { metric in
      standing.datasets.filter { !standing.isDefined($0, metric) }.map {
        "\(Self.title(metric)) does not rank on \($0): not every detector has a value."
      }
    }
    let ranked = Set(standing.rankedDetectors)
    let others = standing.detectors.filter { !ranked.contains($0) }
    return reasons + undefined
      + (others.isEmpty
        ? []
        : ["Not ranked, for they did not run well everywhere: \(others.joined(separator: ", "))."])
  }
}
