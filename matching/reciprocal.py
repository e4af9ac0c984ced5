"""Interest on both sides: one calibrated model for each direction, joined by the harmonic mean.

The harmonic mean is low where either side is, so what only one of them wants does not rise (Pizzato et al. 2010).
"""

from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from matching.errors import InvalidFeaturesError, NotFittedError

Floats = NDArray[np.float64]
_FEWEST_OF_A_KIND = 10
_ENOUGH_FOR_TREES = 1_000
_FOLDS = 5


def harmonic_mean(first: Any, second: Any) -> Floats:
    """2ab / (a + b) of numbers ≥ 0, cell by cell; 0 where both are 0."""
    first, second = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    total = first + second
    return np.asarray(np.divide(2 * first * second, total, out=np.zeros_like(total), where=total > 0))


class CalibratedYes:
    """How likely a yes is, from features: trees where there is much to learn from, else a straight line.

    With fewer than ten answers of a kind it says how often yes was said, drawn towards a half.
    """

    def __init__(self, random_state: int = 0) -> None:
        self.random_state = random_state

    def fit(self, features: Any, answers: Any) -> Self:
        """features: (n, d) finite numbers; answers: (n,) of 0 or 1. InvalidFeaturesError."""
        x, y = _checked_features(features), _checked_answers(answers)
        if len(x) != len(y):
            raise InvalidFeaturesError(f"{len(x)} rows of features but {len(y)} answers")
        self.width_ = x.shape[1]
        self.share_ = (y.sum() + 1) / (y.size + 2)
        self.model_ = None
        rarest = min(int(y.sum()), int(y.size - y.sum()))
        if rarest >= _FEWEST_OF_A_KIND and self.width_:
            self.model_ = CalibratedClassifierCV(self._learner(len(y)), method="sigmoid", cv=_FOLDS).fit(x, y)
        return self

    def predict(self, features: Any) -> Floats:
        """(n,) in [0, 1]. NotFittedError, InvalidFeaturesError."""
        if not hasattr(self, "share_"):
            raise NotFittedError("this model has learned nothing yet; call fit first")
        x = _checked_features(features)
        if x.shape[1] != self.width_:
            raise InvalidFeaturesError(f"features have {x.shape[1]} columns, but {self.width_} were learned")
        if self.model_ is None:
            return np.full(len(x), self.share_)
        return np.asarray(self.model_.predict_proba(x)[:, 1]) if len(x) else np.zeros(0)

    def _learner(self, number: int) -> Any:
        if number >= _ENOUGH_FOR_TREES:
            return HistGradientBoostingClassifier(max_iter=100, random_state=self.random_state)
        return make_pipeline(StandardScaler(), LogisticRegression(C=1.0))


class ReciprocalModel:
    """The chance that both say yes, as the harmonic mean of the chances that each does."""

    def __init__(self, random_state: int = 0) -> None:
        self.to_offer = CalibratedYes(random_state)
        self.to_person = CalibratedYes(random_state)

    def fit(self, x_to_offer: Any, y_to_offer: Any, x_to_person: Any, y_to_person: Any) -> Self:
        """What people said of offers and what those behind the offers said of people; rows need not be the same pairs.

        x: (n, d) finite numbers; y: (n,) of 0 or 1. InvalidFeaturesError.
        """
        self.to_offer.fit(x_to_offer, y_to_offer)
        self.to_person.fit(x_to_person, y_to_person)
        return self

    def predict_mutual(self, x_to_offer: Any, x_to_person: Any) -> Floats:
        """(n,) in [0, 1]; row by row the same pair seen from both sides."""
        first, second = self.to_offer.predict(x_to_offer), self.to_person.predict(x_to_person)
        if first.shape != second.shape:
            raise InvalidFeaturesError(f"{len(first)} pairs seen from one side, {len(second)} from the other")
        return harmonic_mean(first, second)


def _checked_features(features: Any) -> Floats:
    try:
        x = np.asarray(features, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InvalidFeaturesError(f"features must be a matrix of numbers: {error}") from None
    if x.ndim != 2:
        raise InvalidFeaturesError(f"features must be a matrix (pairs × features), not {x.ndim}-dimensional")
    wrong = np.argwhere(~np.isfinite(x))
    if wrong.size:
        row, column = wrong[0]
        raise InvalidFeaturesError(f"feature [{row}, {column}] must be a finite number, not {x[row, column]}")
    return x


def _checked_answers(answers: Any) -> NDArray[np.int64]:
    y = np.asarray(answers)
    if y.ndim != 1 or not np.isin(y, (0, 1)).all():
        raise InvalidFeaturesError("answers must be a row of 0 and 1")
    return y.astype(np.int64)
