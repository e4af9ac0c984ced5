from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TrainingPublished:
    training_id: int


@dataclass(frozen=True, slots=True)
class TrainingChanged:
    training_id: int


@dataclass(frozen=True, slots=True)
class TrainingSignedUp:
    sign_up_id: int


@dataclass(frozen=True, slots=True)
class TrainingSignUpCancelled:
    sign_up_id: int


@dataclass(frozen=True, slots=True)
class TrainingClosed:
    training_id: int
