from __future__ import annotations

from dataclasses import dataclass

from community.foundation.changes import tells_of


@tells_of("training")
@dataclass(frozen=True, slots=True)
class TrainingPublished:
    training_id: int


@tells_of("training")
@dataclass(frozen=True, slots=True)
class TrainingChanged:
    """`moved`: another date, time or place, so that participants read it again."""

    training_id: int
    moved: bool = False


@dataclass(frozen=True, slots=True)
class TrainingSignedUp:
    sign_up_id: int


@dataclass(frozen=True, slots=True)
class TrainingSignUpCancelled:
    sign_up_id: int


@tells_of("training")
@dataclass(frozen=True, slots=True)
class TrainingClosed:
    """`reason` is what an officer wrote who closed it; "" when its givers or the calendar did."""

    training_id: int
    reason: str = ""
