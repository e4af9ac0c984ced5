"""Form fields for where somebody lives or something happens."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from wtforms import SelectChoice, SelectField, StringField, ValidationError

from community.foundation.words import clean_line
from community.regions import queries
from community.regions.info import RegionInfo
from community.regions.models import Level

MOST_TYPED = 160


class RegionField(StringField):
    """A region typed in anybody's spelling; `data` is its code, and what was typed stays in the box.

    `level="kelurahan"` accepts kelurahan only.
    """

    def __init__(self, label: Any = None, checks: Any = (), *, level: str | None = None, **kwargs: Any) -> None:
        super().__init__(label, checks, **kwargs)
        self.level = Level(level) if level else None
        self.typed: str | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        first = valuelist[0] if valuelist and isinstance(valuelist[0], str) else ""
        self.typed, self.data = clean_line(first[: MOST_TYPED * 2])[:MOST_TYPED], None
        self.raw_data = [self.typed]
        if not self.typed:
            return
        region, meant = queries.directory().resolve(self.typed, self.level)
        if region is None:
            raise ValueError(self._question(meant))
        self.data = region.code

    def _question(self, meant: list[RegionInfo]) -> str:
        if not meant:
            return _("Kami belum mengenal “%(name)s”. Coba tulis nama kelurahan Anda.", name=self.typed)
        labels = [queries.directory().full_label(region) for region in meant]
        if len(labels) == 1:
            return _("Maksud Anda: %(name)s?", name=labels[0])
        return _("Maksud Anda: %(names)s, atau %(last)s?", names=", ".join(labels[:-1]), last=labels[-1])

    @property
    def region(self) -> RegionInfo | None:
        """The region that `data` names."""
        return queries.directory().by_code(self.data)

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed
        region = self.region
        return queries.directory().full_label(region) if region else ""


class VillageField(SelectField):
    """A kelurahan chosen from a list by kecamatan; `data` is its code, or None when nothing was chosen."""

    def __init__(self, label: Any = None, checks: Any = (), **kwargs: Any) -> None:
        super().__init__(label, checks, coerce=_code, choices=_choices, **kwargs)
        # Templates know fields by this name; to them it is a list like any other.
        self.type = "SelectField"

    def pre_validate(self, form: Any) -> None:
        villages = queries.directory().villages
        if self.data is not None and all(village.code != self.data for village in villages):
            raise ValidationError(_("Pilih satu kelurahan dari daftar."))


def _code(value: Any) -> str | None:
    return str(value) if value else None


def _choices() -> list[SelectChoice]:
    grouped = queries.village_choices().items()
    return [SelectChoice(value="", label=_("Pilih kelurahan"))] + [
        SelectChoice(value=code, label=name, optgroup=district)
        for district, villages in grouped
        for code, name in villages
    ]
