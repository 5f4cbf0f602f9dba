"""How well scores tell failing rows, and how far predicted lives are off."""

import numpy

from rows import LIFE_CAP, Rows

ALARM = 0.5  # at and beyond this probability a row is called failing


def ranking(scores: numpy.ndarray, rows: Rows) -> dict[str, float]:
    """The areas under the ROC and the precision-recall curve."""
    from sklearn.metrics import average_precision_score, roc_auc_score

    return {"auc": float(roc_auc_score(rows.failing, scores)),
            "ap": float(average_precision_score(rows.failing, scores))}


def classification(scores: numpy.ndarray, rows: Rows) -> dict[str, float]:
    """The same, and precision, recall and F1 of the rows that are called failing."""
    # Means of equal shares differ in their last bits by the order of adding.
    alarms = scores >= ALARM - 1e-12
    hits = float((alarms & rows.failing).sum())
    called, failing = float(alarms.sum()), float(rows.failing.sum())
    return ranking(scores, rows) | {
        "precision": hits / called, "recall": hits / failing, "f1": 2 * hits / (called + failing)}


def remaining_life(scores: numpy.ndarray, rows: Rows) -> dict[str, float]:
    """Errors at the last row of every test unit, whose life is the score's negative.

    Against the true lives, and against them capped as the targets are.
    """
    errors = {}
    for name, truth in (("", rows.lives), ("-capped", numpy.minimum(rows.lives, LIFE_CAP))):
        off = (-scores - truth)[rows.last]
        late = numpy.where(off < 0, numpy.expm1(-off / 13), numpy.expm1(off / 10))
        errors |= {f"rmse{name}": float(numpy.sqrt((off * off).mean())),
                   f"mae{name}": float(abs(off).mean()), f"nasa{name}": float(late.sum())}
    return errors
