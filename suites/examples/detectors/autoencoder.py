"""A dense autoencoder in PyTorch: what it cannot rebuild is not healthy.

    - { id: autoencoder, kind: external, command: [python3, detectors/autoencoder.py],
        parameters: { hidden: 8, epochs: 20 } }
"""

from assay_detector import Detector, Rows, Training, serve  # before torch: it limits the threads

import numpy as np
import torch
from torch import nn


class Autoencoder(Detector):
    """Squared error of a row that was squeezed through a few hidden units."""

    def __init__(self, hidden: int = 8, epochs: int = 20, batch: int = 64) -> None:
        self.hidden = hidden
        self.epochs = epochs
        self.batch = batch

    def fit(self, training: Training) -> None:
        rows = torch.from_numpy(training.values).float()
        channels = rows.shape[1]
        # The weights and the order of the rows come from torch's generator, which is seeded.
        self.network = nn.Sequential(
            nn.Linear(channels, self.hidden), nn.Tanh(), nn.Linear(self.hidden, channels)
        )
        optimiser = torch.optim.Adam(self.network.parameters(), lr=1e-2)
        for _ in range(self.epochs):
            for chosen in torch.randperm(len(rows)).split(self.batch):
                optimiser.zero_grad()
                loss = nn.functional.mse_loss(self.network(rows[chosen]), rows[chosen])
                loss.backward()
                optimiser.step()

    @torch.inference_mode()
    def score(self, rows: Rows) -> np.ndarray:
        # One at a time: the product of a larger matrix may round otherwise, and rows that are sent
        # together must get the bits of rows that are sent alone.
        return np.array([self.errors(row).mean() for row in rows.values])

    @torch.inference_mode()
    def errors(self, values: np.ndarray) -> np.ndarray:
        self.last = values
        row = torch.from_numpy(values).float()
        return ((self.network(row) - row) ** 2).double().numpy()

    def explain(self) -> np.ndarray:
        return self.errors(self.last)


if __name__ == "__main__":
    serve(Autoencoder)
