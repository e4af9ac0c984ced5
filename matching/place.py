"""How near an offer is: great-circle kilometres where both places are known, else the shared region."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.catalogue import Catalogue, People, numbers_of, words_of
from matching.encode import query_sets, region_parts
from matching.lexicon import Floats32
from matching.profiles import Offer, Person

Floats = NDArray[np.float64]
UNKNOWN_PLACE = 0.4
_ONLINE = 0.6
# As near as her own kecamatan, whose two parts are weights on a grid.
_CHOSEN = 154 / 256
_FADE_KM = 8.0
_EARTH_RADIUS_KM = 6371.0088


def distances_km(people: People, catalogue: Catalogue) -> Floats:
    """(b, n_offers) haversine distances, NaN where a place is unknown; (b, 1) where none is known."""
    latitude = np.radians(numbers_of(people.people, "latitude"))[:, None]
    longitude = np.radians(numbers_of(people.people, "longitude"))[:, None]
    if np.isnan(latitude + longitude).all() or not catalogue.located:
        return np.full((len(people), 1), np.nan)
    other_latitude = np.radians(catalogue.facts["latitude"])
    half_north = np.sin((other_latitude - latitude) / 2) ** 2
    half_east = np.sin((np.radians(catalogue.facts["longitude"]) - longitude) / 2) ** 2
    chord = half_north + np.cos(latitude) * np.cos(other_latitude) * half_east
    return np.asarray(2 * _EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(chord, 1.0))), dtype=np.float64)


def distance_km(person: Person, offer: Offer) -> float:
    """The same for one pair, NaN where a place is unknown."""
    pairs: list[Any] = [profile.features.get(key) for profile in (person, offer) for key in ("latitude", "longitude")]
    if None in pairs:
        return math.nan
    latitude, longitude, other_latitude, other_longitude = map(math.radians, pairs)
    chord = math.sin((other_latitude - latitude) / 2) ** 2
    chord += math.cos(latitude) * math.cos(other_latitude) * math.sin((other_longitude - longitude) / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))


def in_areas(people: People, catalogue: Catalogue) -> NDArray[np.bool_]:
    """(b, n_offers), or (b, 1) where none does: lies in a region the person is willing to go to, however far."""
    areas = query_sets(people.people, "areas")
    return np.asarray(catalogue.blocks["region"].overlap(areas) > 0)


def chosen_area(person: Person, offer: Offer) -> str | None:
    """The region the person is willing to go to in which the offer lies."""
    chosen = words_of(person, "areas")
    return next((part for part in region_parts(offer.region) if part in chosen), None)


def nearness(people: People, catalogue: Catalogue) -> Floats32:
    """(b, n_offers) in [0, 1]: the better of distance and region; `UNKNOWN_PLACE` where nothing is known."""
    near = _by_region(people, catalogue)
    kilometres = distances_km(people, catalogue)
    if kilometres.shape[1] > 1 or not np.isnan(kilometres).all():
        # Rounded so that neither the width of a batch nor the processor can tip a tie.
        by_distance = np.round(np.exp(-np.nan_to_num(kilometres) / _FADE_KM), 6)
        near = np.maximum(near, np.where(np.isnan(kilometres), -1.0, by_distance).astype(np.float32))
    near = np.where(near < 0, np.float32(UNKNOWN_PLACE), near)
    for holds, worth in ((in_areas(people, catalogue), _CHOSEN), (catalogue.facts["online"], _ONLINE)):
        if holds.any():
            near = np.where(holds, np.maximum(near, np.float32(worth)), near)
    return near


def _by_region(people: People, catalogue: Catalogue) -> Floats32:
    """(b, n_offers): the share of the region they have in common, -1 where one of them names none."""
    region = catalogue.blocks["region"]
    told = np.asarray([bool(person.region) for person in people.people])
    if not told.any():
        return np.full((len(people), 1), -1.0, dtype=np.float32)
    shared = region.overlap(query_sets(people.people, "region"))
    return np.where(told[:, None] & region.told, shared, np.float32(-1.0))
