"""Small businesses of the demo city."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from community.demo.corpus.compose import between, fill, pick, sentences, some, weighted
from community.demo.corpus.names import business_name
from community.demo.corpus.places import KelurahanLike, place_slots
from community.demo.corpus.source import Entry, business_kinds, employers_of, load, running_weights

SCALES = ("mikro", "kecil", "menengah")
LAST_YEAR = 2026
_COMMON = 8  # the weight from which on everybody of a trade opens a business of it
_ONE_OWNER = 0.25  # kinds of which more are small or medium firms are not opened by one person alone

# Prices are said in round numbers: (from this price, in steps of).
_PRICE_STEPS = ((1_000_000, 100_000), (50_000, 5_000), (10_000, 1_000), (3_000, 500), (0, 100))


@dataclass(frozen=True, slots=True)
class Product:
    """Something sold; `price` in whole rupiah per `unit`."""

    name: str
    price: int
    unit: str


@dataclass(frozen=True, slots=True)
class Business:
    """A small business. Bands count as in PP 7/2021 art. 35: 0 not told, 1 mikro, 2 kecil, 3 menengah."""

    kind: str
    name: str
    kbli: str
    started_year: int
    landmark: str
    capital_band: int
    sales_band: int
    description: str
    products: tuple[Product, ...]
    needs: tuple[str, ...]
    need_note: str
    offers: tuple[str, ...]
    offer_note: str
    trades: tuple[str, ...]

    @property
    def scale(self) -> str:
        """ "mikro", "kecil" or "menengah", by the larger of the two bands."""
        return SCALES[max(self.capital_band, self.sales_band, 1) - 1]


def kind_for(rng: Random, trade: str) -> str | None:
    """A small kind of business that lives by `trade`; None where any will do.

    Rare kinds are passed over now and then: there are as many welders as cooks here, but not as many welding shops.
    """
    kinds = {key: business_kinds()[key] for key in employers_of()[trade]}
    own = [key for key, kind in kinds.items() if kind["trades"][0] == trade and kind["big"] <= _ONE_OWNER]
    weights = [business_kinds()[key]["w"] for key in own]
    return rng.choices(own, weights)[0] if rng.random() < sum(weights) / _COMMON else None


def make_business(
    rng: Random, index: int, kelurahan: KelurahanLike, kind: str | None = None, owner: str | None = None
) -> Business:
    """A business in `kelurahan`, of `kind` (a key of business_kinds.toml) or of any, by how common it is.

    Its name says no other name than `owner`, what its owner is called.
    """
    key = kind or weighted(rng, *running_weights("business_kinds"))
    entry = business_kinds()[key]
    slots = place_slots(rng, kelurahan)
    name = business_name(rng, entry["names"], kelurahan.name, owner)
    capital, sales = _bands(rng, entry["big"])
    started = _started(rng, index)
    own = some(rng, load("businesses")["own"], between(rng, 1, 2))
    needs = some(rng, entry["needs"], 1 + int(rng.random() * 3))
    offers = some(rng, entry["offers"], 1 if rng.random() < 0.7 else 2)
    return Business(
        kind=key,
        name=name,
        kbli=entry["kbli"],
        started_year=started,
        landmark=str(slots["patokan"]),
        capital_band=capital,
        sales_band=sales,
        description=" ".join(
            (
                sentences(rng, entry["desc"], between(rng, 2, len(entry["desc"])), slots),
                sentences(rng, own, len(own), slots | {"tahun": started}),
            )
        ),
        products=_products(rng, entry),
        needs=tuple(needs),
        need_note=" ".join(fill(rng, pick(rng, load("needs")[topic]), slots) for topic in needs),
        offers=tuple(dict.fromkeys(topic for topic, _ in offers)),
        offer_note=" ".join(fill(rng, text, slots) for _, text in offers),
        trades=tuple(entry["trades"]),
    )


def _started(rng: Random, index: int) -> int:
    """Most are young; every seventh opened this year, so that newcomers are always there."""
    if index % 7 == 0:
        return LAST_YEAR
    return LAST_YEAR - min(30, 1 + int(rng.expovariate(1 / 7)))


def _bands(rng: Random, big: float) -> tuple[int, int]:
    if rng.random() >= big:
        return (1, 1) if rng.random() < 0.8 else (1, 0)
    if rng.random() < 0.35 * big:
        return 3, 2 + int(rng.random() * 2)
    return 2, 1 + int(rng.random() * 2)


def _products(rng: Random, entry: Entry) -> tuple[Product, ...]:
    return tuple(
        Product(name, _price(rng, low, high), unit)
        for name, low, high, unit in some(rng, entry["products"], between(rng, 1, 4))
    )


def _price(rng: Random, low: int, high: int) -> int:
    step = next(step for floor, step in _PRICE_STEPS if low >= floor)
    return between(rng, low - low % step, high, step)
