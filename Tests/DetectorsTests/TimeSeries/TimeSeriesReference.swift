import TestSupport

/// The reference numbers of Kalman filters.
struct KalmanReference: Decodable {
  let units: [String: Series]

  struct Series: Decodable {
    let z: [Double]
    let local_level: Filter<Double>
    let local_linear_trend: Filter<[Double]>
  }

  struct Variances: Decodable {
    let obs: Double
    let level: Double
    let trend: Double?
  }

  struct Filter<State: Decodable>: Decodable {
    let variances: Variances
    let initial_mean: [Double]
    let initial_cov: [[Double]]
    let innovation: [Double]
    let innovation_variance: [Double]
    let normalised_innovation: [Double]
    let filtered_state: [State]
    let loglik: Double
    let exact_diffuse: Diffuse
  }

  struct Diffuse: Decodable {
    let nobs_diffuse: Int
    let innovation: [Double]
    let innovation_variance_after_diffuse: [Double]
    let loglik: Double
  }

  static func read() throws -> KalmanReference {
    try SharedData.json("oracles/ts_kalman_FD001.json", as: KalmanReference.self)
  }
}

/// The reference numbers of ARIMA models.
struct ARIMAReference: Decodable {
  let given_parameters: Given
  let train_units: [String: UnitRows]
  let one_step: OneStep

  struct Given: Decodable {
    let arima211: Coefficients
    let ar3: Coefficients
  }

  struct Coefficients: Decodable {
    let mean: Double?
    let ar: [Double]
    let ma: [Double]?
    let s2: Double
  }

  struct UnitRows: Decodable {
    let healthy_rows: Fits
    let all_rows: Fits
  }

  struct Fits: Decodable {
    let rows: Int
    let given_parameters_loglik: LogLikelihoods
    let arima211_mle: Fit
    let ar3_exact_mle: Fit
    let ar3_conditional_ols: LeastSquares
  }

  struct LogLikelihoods: Decodable {
    let arima211: Double
    let ar3: Double
  }

  struct Fit: Decodable {
    let mean: Double?
    let ar: [Double]
    let ma: [Double]?
    let sigma2: Double
    let loglik: Double
  }

  struct LeastSquares: Decodable {
    let const: Double
    let ar: [Double]
  }

  struct OneStep: Decodable {
    let z: [Double]
    let arima211: Forecasts
    let ar3: Forecasts
  }

  struct Forecasts: Decodable {
    let forecast: [Double]
    let forecast_sd: [Double]
    let loglik: Double
    let forecast_5_steps_after_end: [Double]?
  }

  static func read() throws -> ARIMAReference {
    try SharedData.json("oracles/ts_arima_FD001.json", as: ARIMAReference.self)
  }
}

/// The largest difference of two lists; infinity where their lengths differ.
func largestDifference(_ found: [Double], _ expected: [Double]) -> Double {
  guard found.count == expected.count else { return .infinity }
  return zip(found, expected).map { ($0 - $1).magnitude }.max() ?? 0
}
