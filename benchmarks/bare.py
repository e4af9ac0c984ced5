"""The limit: a list of 20 vacancies in bare Flask, SQLAlchemy and Jinja, on the site's own database.

It has no session, no languages, no headers, no compression: what no page of the site can be cheaper than.
"""

from __future__ import annotations

import os
from datetime import date

from flask import Flask, render_template
from jinja2 import DictLoader
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from config import database_url

PAGE = """<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Lowongan</title></head><body>
<h1>Lowongan</h1><ul>{% for job in jobs %}
<li><a href="/lowongan/{{ job.public_id }}">{{ job.title }}</a>
<p>{{ job.region_code }}{% if job.pay_from %}, Rp{{ job.pay_from }} per {{ job.pay_unit }}{% endif %}</p>
<p>Tutup {{ job.closes_on }}</p></li>{% endfor %}</ul></body></html>"""


class Base(DeclarativeBase):
    pass


class Job(Base):
    """The columns of a vacancy that a list shows."""

    __tablename__ = "jobs"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str]
    title: Mapped[str]
    region_code: Mapped[str]
    pay_from: Mapped[int | None]
    pay_unit: Mapped[str]
    closes_on: Mapped[date]
    status: Mapped[str]


application = Flask(__name__)
# Loaded from a name, so that it is compiled once; a template given as text is compiled at each request.
application.jinja_loader = DictLoader({"list.html": PAGE})
engine = create_engine(database_url(os.environ["DATABASE_URL"]))


@application.get("/")
def index() -> str:
    with Session(engine) as session:
        newest = select(Job).where(Job.status == "open").order_by(Job.id.desc()).limit(20)
        return render_template("list.html", jobs=session.scalars(newest).all())


@application.get("/sehat")
def health() -> str:
    return "ok"
