"""The table of figures, line by line, 80 columns wide."""


def line(figure: str, ours: str, peer: str = "–", ratio: str = "–", target: str = "–",
         met: bool | None = None) -> None:
    """Prints a line of the table; without a target there is nothing to be met."""
    cells(figure, ours, peer, ratio, target, "–" if met is None else "met" if met else "MISSED")


def cells(figure: str, ours: str, peer: str, ratio: str, target: str, verdict: str) -> None:
    """Prints the cells of a line, 80 columns wide."""
    text = f"{figure:<35}{ours:>9}{peer:>9}{ratio:>6}{target:>14}{verdict:>7}"
    print(text.rstrip(), flush=True)
