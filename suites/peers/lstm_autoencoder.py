"""An LSTM autoencoder in PyTorch that rebuilds the last rows of a unit.

An LSTM of 64 reads the window, its last hidden state becomes 32 numbers, and these, repeated for
every row, are what a second LSTM rebuilds the window from. It learns from windows of consecutive
training rows; in the first rows of a unit the window is padded with the unit's first row.
"""

from assay_detector import Detector, Rows, Training, serve  # before torch: it limits the threads

import numpy as np
import torch
from torch import nn


class Network(nn.Module):
    """Squeezes a window through a few numbers and rebuilds it."""

    def __init__(self, channels: int, hidden: int = 64, code: int = 32) -> None:
        super().__init__()
        self.reader = nn.LSTM(channels, hidden, batch_first=True)
        self.squeeze = nn.Linear(hidden, code)
        self.writer = nn.LSTM(code, hidden, batch_first=True)
        self.output = nn.Linear(hidden, channels)

    def forward(self, windows: torch.Tensor) -> torch.Tensor:
        _, (last, _) = self.reader(windows)
        code = self.squeeze(last[0])[:, None, :].expand(-1, windows.shape[1], -1)
        return self.output(self.writer(code)[0])


class LSTMAutoencoder(Detector):
    """Mean squared error of the rebuilt window, or of its last row alone."""

    def __init__(self, window: int = 30, epochs: int = 10, batch: int = 64, error: str = "window"):
        if error not in ("window", "last-row"):
            raise ValueError(f"error is {error!r}; it may be window or last-row")
        self.window = window
        self.epochs = epochs
        self.batch = batch
        self.last_row_alone = error == "last-row"

    def fit(self, training: Training) -> None:
        runs = [run for run in training.runs() if run.stop - run.start >= self.window]
        if not runs:
            raise ValueError(f"no {self.window} training rows of a unit follow one another")
        rows = torch.from_numpy(training.values).float()
        windows = torch.cat([rows[run].unfold(0, self.window, 1) for run in runs]).mT
        self.network = Network(len(training.channels))
        optimiser = torch.optim.Adam(self.network.parameters(), lr=1e-3)
        for _ in range(self.epochs):
            for chosen in torch.randperm(len(windows)).split(self.batch):
                optimiser.zero_grad()
                some = windows[chosen]
                nn.functional.mse_loss(self.network(some), some).backward()
                optimiser.step()
        self.network.eval()

    def begin(self, unit: str) -> None:
        self.recent: torch.Tensor | None = None

    def score(self, rows: Rows) -> list[float]:
        # One at a time: larger products may round otherwise, and rows that are sent together must
        # get the bits of rows that are sent alone.
        return [self.next(row) for row in torch.from_numpy(rows.values).float()]

    @torch.inference_mode()
    def next(self, row: torch.Tensor) -> float:
        if self.recent is None:
            self.recent = row.repeat(self.window, 1)
        self.recent = torch.cat([self.recent[1:], row[None]])
        errors = (self.network(self.recent[None])[0] - self.recent) ** 2
        self.last = errors[-1].double().numpy()
        return float(errors[-1].mean() if self.last_row_alone else errors.mean())

    def explain(self) -> np.ndarray:
        return self.last


if __name__ == "__main__":
    serve(LSTMAutoencoder)
