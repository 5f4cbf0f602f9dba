"""How far each row is from the forecast of statsmodels' ARIMA(2,1,1), one model per channel.

The models are fitted by maximum likelihood to the longest run of training rows without a gap; the
score is the largest absolute standardised innovation over the channels. With `ar`, `ma` and
`variance` given, nothing is estimated.
"""

from assay_detector import Detector, Rows, Training, serve  # before numpy: it limits the threads

import numpy as np
from statsmodels.tsa.arima.model import ARIMA

STATES = 2


class Innovations(Detector):
    """Largest absolute innovation, in its own standard deviations; 0 in a unit's first row."""

    stochastic = False

    def __init__(
        self,
        channels: list[str] | None = None,
        ar: list[float] | None = None,
        ma: list[float] | None = None,
        variance: float | None = None,
    ) -> None:
        self.channels = channels
        self.given = None if ar is None or ma is None or variance is None else [*ar, *ma, variance]

    def fit(self, training: Training) -> None:
        wanted = self.channels or training.channels
        run = max(training.runs(), key=lambda run: run.stop - run.start)
        differences = np.diff(training.values[run], axis=0)
        self.width = len(training.channels)
        # A channel that stands still all the time has no likelihood.
        self.columns = [
            column
            for column, channel in enumerate(training.channels)
            if channel in wanted and np.ptp(differences[:, column]) > 0
        ]
        if not self.columns:
            raise ValueError("no channel to model")
        fits = [self.given or estimate(differences[:, column]) for column in self.columns]
        first_ar, second_ar, ma, variance = np.array(fits).T
        one, none = np.ones(len(fits)), np.zeros(len(fits))
        self.transition = np.array([[first_ar, one], [second_ar, none]]).transpose(2, 0, 1)
        shock = np.array([one, ma]).T
        self.noise = variance[:, None, None] * shock[:, :, None] * shock[:, None, :]
        self.stationary = np.array(list(map(stationary, self.transition, self.noise)))

    def begin(self, unit: str) -> None:
        self.previous: np.ndarray | None = None
        self.state = np.zeros((len(self.columns), STATES))
        self.covariance = self.stationary
        self.innovations = np.zeros(len(self.columns))

    def score(self, rows: Rows) -> list[float]:
        return [self.next(row) for row in rows.values[:, self.columns]]

    def next(self, row: np.ndarray) -> float:
        """One step of the Kalman filter of the first differences, in Harvey's form."""
        if self.previous is not None:
            error = row - self.previous - self.state[:, 0]
            variance = self.covariance[:, 0, 0]
            self.innovations = np.abs(error) / np.sqrt(variance)
            gain = self.covariance[:, :, 0] / variance[:, None]
            state = self.state + gain * error[:, None]
            covariance = self.covariance - gain[:, :, None] * self.covariance[:, :1, :]
            turned = self.transition.transpose(0, 2, 1)
            self.state = (self.transition @ state[:, :, None])[:, :, 0]
            self.covariance = self.transition @ covariance @ turned + self.noise
        self.previous = row
        return float(self.innovations.max())

    def explain(self) -> np.ndarray:
        contributions = np.zeros(self.width)
        contributions[self.columns] = self.innovations
        return contributions


def estimate(differences: np.ndarray) -> list[float]:
    """The two AR parameters, the MA parameter and the variance of greatest exact likelihood."""
    return ARIMA(differences, order=(2, 0, 1), trend="n").fit().params.tolist()


def stationary(transition: np.ndarray, noise: np.ndarray) -> np.ndarray:
    """The covariance that a step of the model leaves as it is."""
    step = np.eye(STATES**2) - np.kron(transition, transition)
    return np.linalg.solve(step, noise.ravel()).reshape(STATES, STATES)


if __name__ == "__main__":
    serve(Innovations)
