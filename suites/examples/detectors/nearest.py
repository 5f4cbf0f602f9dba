"""Mean distance to the nearest healthy rows: a class that knows nothing of Assay.

    - { id: nearest, kind: python, class: nearest:Nearest, path: [detectors], neighbours: 5 }
"""

import numpy as np


class Nearest:
    """The farther a row lies from the rows that it most resembles, the more anomalous it is."""

    def __init__(self, neighbours=5, remembered=2000):
        self.neighbours = neighbours
        self.remembered = remembered

    def fit(self, X):
        if len(X) < self.neighbours:
            raise ValueError(f"fewer than {self.neighbours} rows to learn from")
        # Every row is held against all that are known: of many rows, some spread evenly will do.
        self.known = X[:: max(1, len(X) // self.remembered)]

    def decision_function(self, X):
        return np.array([self.distance(row) for row in X])

    def distance(self, row):
        distances = np.sqrt(((self.known - row) ** 2).sum(axis=1))
        return np.partition(distances, self.neighbours - 1)[: self.neighbours].mean()
