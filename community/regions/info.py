"""One region as templates and other domains hold it."""

from __future__ import annotations

from dataclasses import dataclass

from community.regions.models import Level

SHORT = {"Kelurahan": "Kel.", "Kecamatan": "Kec.", "Kabupaten": "Kab."}
FIRST_PAPUAN_PROVINCE = 91


@dataclass(frozen=True, slots=True)
class RegionInfo:
    """A region, detached from the database; degrees in WGS 84, area in km²."""

    code: str
    name: str
    slug: str
    level: Level
    parent_code: str | None
    postal_code: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    area_km2: float | None = None

    @property
    def kind_word(self) -> str:
        """What its government calls it: "Kelurahan", "Desa", "Kecamatan", "Distrik", "Kota", "Kabupaten"."""
        if self.level == Level.VILLAGE:
            return "Kelurahan" if self.code.rpartition(".")[2].startswith("1") else "Desa"
        if self.level == Level.DISTRICT:
            return "Distrik" if int(self.code[:2]) >= FIRST_PAPUAN_PROVINCE else "Kecamatan"
        if self.level == Level.CITY:
            return "Kabupaten" if self.name.startswith("Kabupaten ") else "Kota"
        return "Provinsi"

    @property
    def label(self) -> str:
        """ "Kel. Jatirasa", "Kec. Jatiasih", "Kota Bekasi"."""
        kind = self.kind_word
        if self.name.startswith(kind):
            return self.name
        return f"{SHORT.get(kind, kind)} {self.name}"
