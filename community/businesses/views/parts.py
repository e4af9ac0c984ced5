"""Registering a business, and each of its question groups again for correction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import g, request
from flask_babel import lazy_gettext as _l

from community.businesses import forms, kbli, policies, queries, services
from community.businesses.models import Business
from community.foundation.forms import Form, argument, as_choices
from community.foundation.pictures import prepared_upload
from community.skills.queries import skill_name

Shown = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """One question group: its words, its template, and the three things a view does with it."""

    name: str
    title: Any
    lead: Any
    build: Callable[[Business], Form]
    save: Callable[[Business, Any], None]
    shown: Callable[[Business, Form], Shown] = lambda _business, _form: {}


def _basics(business: Business) -> Form:
    form = forms.BasicsForm(
        data={
            "kind": business.kind.value,
            "name": business.name,
            "region_code": business.region_code,
            "landmark": business.landmark,
            "contact_way": business.contact_way.value,
        }
    )
    if not policies.can_choose_contact(g.actor, queries.standing(business, g.actor)):
        del form.contact_way
    return form


def _save_basics(business: Business, form: forms.BasicsForm) -> None:
    services.save_basics(
        business,
        actor=g.actor,
        kind=form.chosen_kind,
        name=form.name.data or "",
        region_code=form.region_code.data or "",
        landmark=form.landmark.data or "",
        contact_way=form.chosen_way,
    )


def _trade(business: Business) -> Form:
    searched = argument("kata", 120)
    words = searched or queries.trade_words(business)
    form = forms.TradeForm(data={"trade": words, "code": business.kbli_code or ""})
    found = kbli.find_trades(form.trade.data or "")
    chosen = kbli.trade(business.kbli_code)
    if chosen not in found and not form.is_submitted():
        best = next(iter(found), chosen) if searched else chosen or kbli.clear_trade(words)
        form.code.data = best.code if best else ""
    if chosen and chosen not in found:
        found = [*found, chosen] if searched else [chosen, *found]
    form.code.choices = as_choices([*((one.code, one.title) for one in found), ("", _l("Belum ada yang cocok"))])
    return form


def _trade_hints(_business: Business, form: Any) -> Shown:
    known = [kbli.trade(choice.value) for choice in form.code.choices]
    hints = {one.code: f"KBLI {one.code}. {', '.join(one.words[:4])}" for one in known if one}
    return {"hints": hints, "searched": argument("kata", 120) or form.trade.data or ""}


def _save_trade(business: Business, form: forms.TradeForm) -> None:
    services.save_trade(business, actor=g.actor, trade=form.trade.data or "", code=form.chosen_code)


def _size(business: Business) -> Form:
    return forms.SizeForm(
        data={
            "started_year": business.started_year,
            "sales_band": str(business.sales_band),
            "capital_band": str(business.capital_band),
            "nib": business.nib or "",
        }
    )


def _save_size(business: Business, form: forms.SizeForm) -> None:
    services.save_size(
        business,
        actor=g.actor,
        started_year=form.started_year.data,
        capital_band=int(form.capital_band.data),
        sales_band=int(form.sales_band.data),
        nib=form.nib.data or "",
    )


def _story(business: Business) -> Form:
    return forms.StoryForm(data={"about": business.about})


def _save_story(business: Business, form: forms.StoryForm) -> None:
    services.save_story(business, actor=g.actor, about=form.about.data or "", photo=prepared_upload())


def _topics(note: str, business: Business) -> Form:
    return forms.TopicsForm(data={"note": getattr(business, note)})


def _chosen_topics(form: forms.TopicsForm) -> list[str]:
    ticked = [*request.form.getlist("kept"), *request.form.getlist("suggested")][:40]
    return list(dict.fromkeys([*ticked, *(form.typed.data or ())]))


COMMON_NEEDS = (
    "foto_produk", "pemasaran_digital", "izin_nib", "halal", "izin_pirt", "modal_usaha", "pembukuan_usaha", "kemasan",
)  # fmt: skip
COMMON_OFFERS = (
    "katering", "kirim_barang", "desain_logo", "mengajar_les", "sunting_video", "jahit_dasar", "kemasan", "web_depan",
)  # fmt: skip


def _topic_rows(kept: str, common: Sequence[str], business: Business, form: Form) -> Shown:
    sent = form.is_submitted()
    stored = request.form.getlist("kept")[:40] if sent else getattr(business, kept)
    ticked = request.form.getlist("suggested") if sent else []
    return {
        "kept_rows": [(skill, skill_name(skill), 0) for skill in stored],
        "suggested": [(skill, skill_name(skill), skill in ticked) for skill in common if skill not in stored],
    }


def _save_needs(business: Business, form: forms.TopicsForm) -> None:
    topics = _chosen_topics(form)
    services.save_needs(business, actor=g.actor, topics=topics, note=form.whole_note)


def _save_offers(business: Business, form: forms.TopicsForm) -> None:
    topics = _chosen_topics(form)
    services.save_offers(business, actor=g.actor, topics=topics, note=form.whole_note)


_ALL = (
    Part("pokok", _l("Nama, tempat, dan kontak"), _l("Supaya tetangga mudah menemukan."), _basics, _save_basics),
    Part(
        "jenis",
        _l("Jenis usahanya?"),
        _l("Tulis seperti bicara ke pembeli; kami carikan kode resminya."),
        _trade,
        _save_trade,
        _trade_hints,
    ),
    Part("ukuran", _l("Sebesar apa usahanya?"), _l("Cukup kira-kira. Tidak ditanya angka persis."), _size, _save_size),
    Part("cerita", _l("Cerita dan foto"), _l("Apa yang membuat pembeli kembali lagi?"), _story, _save_story),
    Part(
        "kebutuhan",
        _l("Sedang butuh apa?"),
        _l("Mentor, program, dan usaha lain bisa membantu kalau tahu."),
        partial(_topics, "need_note"),
        _save_needs,
        partial(_topic_rows, "needs", COMMON_NEEDS),
    ),
    Part(
        "penawaran",
        _l("Bisa menawarkan apa?"),
        _l("Untuk sesama usaha dan warga: jasa, tempat magang, bahan, tenaga."),
        partial(_topics, "offer_note"),
        _save_offers,
        partial(_topic_rows, "offers", COMMON_OFFERS),
    ),
)
PARTS: dict[str, Part] = {part.name: part for part in _ALL}
# After its name and place, a new business is asked for these, one by one.
WALK = ("jenis", "ukuran", "cerita", "kebutuhan")
