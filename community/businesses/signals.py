from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BusinessRegistered:
    business_id: int


@dataclass(frozen=True, slots=True)
class BusinessChanged:
    business_id: int
