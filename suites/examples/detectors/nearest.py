"""Mean distance to the nearest healthy rows: a class that knows nothing of Assay.

    - { id: nearest, kind: python, class: nearest:Nearest, path: [detectors], neighbours: 5 }
"""

import numpy as np


class Nearest:
    """The farther a row lies from the rows that it most resembles, the more anomalous it is."""

    def __init__(self, neighbours=5):
        self.neighbours = neighbours

    def fit(self, X):
        if len(X) < self.neighbours:
            raise ValueError(f"fewer than {self.neighbours} rows to learn from")
        self.known = X

    def decision_function(self, X):
        return np.array([self.distance(row) for row in X])

    def distance(self, row):
        distances = np.sqrt(((self.known - row) ** 2).sum(axis=1))
        return np.partition(distances, self.neighbours - 1)[: self.neighbours].mean()
