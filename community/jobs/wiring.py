from __future__ import annotations

from typing import Any

from flask import Flask, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.accounts import audit
from community.accounts.models import Intent
from community.foundation import concerns, slots, worker
from community.jobs import queries, reports, services, subscriptions, tasks, today, words
from community.jobs.models import Job
from community.jobs.views import applicant, blueprint, employer, public, reporting
from community.regions import queries as regions
from community.regions.info import RegionInfo
from community.skills import queries as skills

__all__ = ["applicant", "employer", "init_app", "public", "reporting"]
ON_AREA_PAGE = 4


def _in_region(region: RegionInfo, **_values: Any) -> str:
    found, rows = regions.nearest_with(region, lambda codes: queries.newest_in(codes, ON_AREA_PAGE))
    return render_template(
        "jobs/_section.html",
        rows=rows,
        region=region,
        found=found,
        card=public.card,
        region_label=regions.region_label,
    )


def _of_business(business: Any, **_values: Any) -> str:
    jobs = queries.jobs_of_business(business.id)
    return render_template("jobs/_business.html", jobs=jobs) if jobs else ""


def _to_write(business: Any, **_values: Any) -> dict[str, str]:
    return {
        "href": url_for("jobs.new"),
        "title": _("Pasang lowongan"),
        "meta": _("Cari orang untuk usaha Anda"),
        "icon": "briefcase",
    }


def _links(actor: Any, **_values: Any) -> dict[str, Any] | None:
    number = concerns.number_of(actor, "my_applications")
    if not number and Intent.WORK not in actor.intents:
        return None
    return {
        "href": url_for("jobs.my_applications"),
        "title": _("Lamaran saya"),
        "icon": "clipboard-list",
        "meta": _("Apa kabar lamaran Anda"),
        "group": "work",
        **({"count": number} if number else {}),
    }


def _employer_links(actor: Any, **_values: Any) -> dict[str, str] | None:
    if Intent.BUSINESS not in actor.intents:
        return None
    return {
        "href": url_for("jobs.manage"),
        "title": _("Lowongan saya"),
        "icon": "briefcase",
        "meta": _("Cari orang untuk usaha Anda"),
        "group": "business",
    }


def _data(account_id: int) -> dict[str, Any]:
    return {"lamaran": queries.data_of(account_id), "laporan_lowongan": reports.data_of(account_id)}


def _reports_waiting(actor: Any) -> dict[str, Any] | None:
    number = reports.number_waiting(actor)
    if not number:
        return None
    return {
        "href": url_for("jobs.waiting_reports"),
        "title": _("Lowongan yang dilaporkan"),
        "meta": _("Warga menunggu Anda memeriksa"),
        "icon": "alert-triangle",
        "tone": "brick",
        "count": number,
    }


def _todo(actor: Any, **_values: Any) -> list[dict[str, Any]]:
    told = _reports_waiting(actor)
    return [{**told, "title": _("%(n)s laporan lowongan menunggu diperiksa", n=told["count"])}] if told else []


def init_app(app: Flask) -> None:
    """Wire vacancies into the application."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals.update(
        skill_name=skills.skill_name, schedule_name=words.schedule_name, education_name=words.education_name
    )
    audit.THINGS["job"] = (Job.id, Job.public_id, Job.title)
    audit.SENTENCES[services.PHONE_OPENED] = _l("Nomor HP dilihat pemberi kerja")
    audit.SENTENCES[reports.SET_ASIDE] = _l("Laporan lowongan dikesampingkan")
    slots.offer(app, "region.sections", _in_region, position=20)
    slots.offer(app, "business.sections", _of_business, position=20)
    slots.offer(app, "business.desk", _to_write, position=20)
    slots.offer(app, "me.links", _links, position=30)
    slots.offer(app, "me.links", _employer_links, position=60)
    slots.offer(app, "area.counts", lambda: ("job", queries.open_region_codes()))
    slots.offer(app, "admin.waiting", _reports_waiting, position=20)
    slots.offer(app, "today.todo", _todo, position=20)
    slots.offer(app, "account.data", _data)
    today.init_app(app)
    subscriptions.subscribe_all()
    worker.add_task(app, "close past vacancies", tasks.close_past, every_seconds=3600)
