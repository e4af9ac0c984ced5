from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask, g, url_for
from flask_babel import gettext as _

from community.accounts.actor import Actor
from community.foundation import clock, concerns, slots, worker
from community.notifications import queries, subscriptions, tasks, views

DAILY, MINUTES = 24 * 3600, 600
ANNOUNCED, NEW_WITHIN = 3, timedelta(days=14)


class UnreadCount:
    """The number beside the bell: asked for by the first template that shows it, and only then."""

    @property
    def number(self) -> int:
        """How many there are; one query for signed-in people, none for guests."""
        if "unread_notices" not in g:
            actor = g.get("actor")
            known = actor is not None and actor.account_id is not None
            g.unread_notices = queries.unread_number(actor.account_id) if known else 0
        return int(g.unread_notices)

    def __bool__(self) -> bool:
        return self.number > 0

    def __str__(self) -> str:
        number = self.number
        return f"{number}+" if number >= queries.MOST_COUNTED else str(number)


def _todo(actor: Actor, **_values: Any) -> list[dict[str, Any]]:
    items, g.unread_notices = queries.todo_and_unread(actor)
    return items


def _announcements(actor: Actor, **_values: Any) -> str:
    items = [
        {
            "href": url_for("communities.post", public_id=row.key, post_id=row.note),
            "title": row.title,
            "meta": row.who,
            "icon": "speakerphone",
            "tone": "sun",
        }
        for row in concerns.of(actor, "announcement")[:ANNOUNCED]
    ]
    return slots.fragment("notifications/_announcements.html", items=items) if items else ""


def _link(**_values: Any) -> dict[str, Any]:
    return {
        "href": url_for("notifications.index"),
        "title": _("Kabar untuk saya"),
        "meta": _("Jawaban, undangan, dan yang perlu Anda lakukan"),
        "icon": "bell",
        "group": "account",
    }


def init_app(app: Flask) -> None:
    """Wire notices into the application."""
    app.register_blueprint(views.blueprint)
    app.context_processor(lambda: {"unread_count": UnreadCount()})
    subscriptions.subscribe_all()
    slots.offer(app, "today.todo", _todo, position=15)
    concerns.offer(
        app,
        "announcement",
        queries.new_announcements,
        values=lambda actor: {"fortnight_ago": clock.now() - NEW_WITHIN},
    )
    slots.offer(app, "today.aside", _announcements, position=10)
    slots.offer(app, "me.links", _link, position=18)
    slots.offer(app, "account.data", lambda account_id: {"kabar": queries.data_of(account_id)})
    worker.add_task(app, "remind of unread applications", tasks.remind_of_unread, every_seconds=DAILY)
    worker.add_task(app, "write of finds for saved searches", tasks.write_of_finds, every_seconds=MINUTES)
    worker.add_task(app, "notifications.tidy", tasks.tidy, every_seconds=DAILY)
