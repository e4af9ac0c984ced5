"""The keys understood in `features` of people and offers, and the check of their values."""

import math
from collections.abc import Callable, Mapping

from matching.errors import InvalidFeatureError, SensitiveFeatureError

_SENSITIVE = """
    sex gender age age_band birth_date birth_year birthday date_of_birth born religion faith ethnicity
    ethnic_group race disability disabilities disabled marital_status pregnant jenis_kelamin kelamin
    umur usia tanggal_lahir tahun_lahir agama suku ras etnis disabilitas difabel status_perkawinan
"""
SENSITIVE_FEATURES = frozenset(_SENSITIVE.split())


def _number(low: float, high: float) -> Callable[[str, object], float]:
    def check(key: str, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise InvalidFeatureError(f"feature {key!r} must be a number, not {value!r}")
        if not math.isfinite(value) or not low <= value <= high:
            raise InvalidFeatureError(f"feature {key!r} must lie between {low:g} and {high:g}, not {value!r}")
        return float(value)

    return check


def _flag(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise InvalidFeatureError(f"feature {key!r} must be True or False, not {value!r}")
    return value


def _word(key: str, value: object) -> str:
    if not isinstance(value, str):
        raise InvalidFeatureError(f"feature {key!r} must be text, not {value!r}")
    return value


def as_words(key: str, value: object) -> frozenset[str]:
    """A set, list or tuple of strings as a frozenset. InvalidFeatureError for anything else."""
    if not isinstance(value, set | frozenset | list | tuple):
        raise InvalidFeatureError(f"{key!r} must be a set of strings, not {value!r}")
    for item in value:
        if not isinstance(item, str):
            raise InvalidFeatureError(f"{key!r} must hold strings only, not {item!r}")
    return frozenset(value)


_MONEY = _number(0, 1e12)
_COMMON: dict[str, Callable[[str, object], object]] = {
    "level": _number(0, 10),
    "latitude": _number(-90, 90),
    "longitude": _number(-180, 180),
    "schedule": as_words,
    "licences": as_words,
    "sector": _word,
    "needs": as_words,
    "offers": as_words,
    "education_major": _word,
}
PERSON_FEATURES: dict[str, Callable[[str, object], object]] = {
    **_COMMON,
    "max_distance_km": _number(0, 20_038),
    "areas": as_words,
    "pay_min": _MONEY,
    "roles": as_words,
    "owns": as_words,
    "blocked_owners": as_words,
}
OFFER_FEATURES: dict[str, Callable[[str, object], object]] = {
    **_COMMON,
    "pay_max": _MONEY,
    "closed": _flag,
    "full": _flag,
    "online": _flag,
    "owner_id": _word,
    "audience": as_words,
    "teaches": as_words,
}


def checked(
    features: Mapping[str, object], known: Mapping[str, Callable[[str, object], object]], owner: str
) -> dict[str, object]:
    """A copy with every understood value checked; None is dropped, unknown keys are kept but unused."""
    result: dict[str, object] = {}
    for key, value in features.items():
        if key.casefold() in SENSITIVE_FEATURES:
            raise SensitiveFeatureError(
                f"{owner}: {key!r} is a sensitive attribute and never an input of matching; leave it out"
            )
        if value is None:
            continue
        try:
            result[key] = known[key](key, value) if key in known else value
        except InvalidFeatureError as error:
            raise InvalidFeatureError(f"{owner}: {error}") from None
    return result
