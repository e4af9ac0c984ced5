"""A handful of kelurahan and a way to make many things of the demo city."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from community.demo.corpus.places import Kelurahan

JATIRASA = Kelurahan("32.75.09.1004", "Jatirasa", "Jatiasih")
CITY = (
    JATIRASA,
    Kelurahan("32.75.01.1004", "Arenjaya", "Bekasi Timur"),
    Kelurahan("32.75.04.1002", "Margajaya", "Bekasi Selatan"),
    Kelurahan("32.75.05.1002", "Pengasinan", "Rawalumbu"),
    Kelurahan("32.75.07.1004", "Cikiwul", "Bantargebang"),
    Kelurahan("32.75.12.1002", "Jatiwarna", "Pondokmelati"),
    Kelurahan("32.01.01.1001", "Elsewhere", "Nowhere"),
)


def many(make: Callable[..., Any], count: int, seed: int = 7) -> list[Any]:
    rng = Random(seed)
    return [make(rng, index, CITY[index % len(CITY)]) for index in range(count)]
