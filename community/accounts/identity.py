"""Flask-Login keeps the session's token in the signed cookie; the token leads to the actor."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask, g, request, session
from flask_login import LoginManager, UserMixin, login_user, logout_user

from community.accounts import sessions
from community.accounts.actor import GUEST, Actor
from community.foundation import guest_pages
from community.foundation.doors import SIGNED_OUT
from community.foundation.transactions import unit_of_work
from community.regions.queries import directory

login_manager = LoginManager()
# The name under which tries are counted, and the addresses whose demonstration messages may be read here.
KEPT = ("device", "addresses")
# What is the same for everybody is answered without looking who asks.
FOR_NOBODY = {"assets.show", "home.health"}


class SignedIn(UserMixin):
    """What Flask-Login needs to know: the token of the session, and the actor behind it."""

    def __init__(self, token: str, actor: Actor) -> None:
        self.token, self.actor = token, actor

    def get_id(self) -> str:
        """The token; Flask-Login writes it into the signed cookie."""
        return self.token


def _load(token: str) -> SignedIn | None:
    found = sessions.find_actor(token)
    if found is None:
        return None
    actor, stale = found
    if stale and actor.session_id is not None:
        with unit_of_work():
            sessions.touch(actor.session_id)
    return SignedIn(token, actor)


def _guest() -> Actor:
    """A guest looks from the area whose page she opened last."""
    slug = guest_pages.place()
    region = directory().of_city(slug) if slug else None
    if region is None:
        return GUEST
    return replace(GUEST, region_code=region.code, region_name=region.name, region_slug=region.slug)


def _know_actor() -> None:
    g.actor = GUEST
    if request.endpoint in FOR_NOBODY:
        return
    token = session.get("_user_id")
    if isinstance(token, str):
        signed_in = _load(token)
        if signed_in is not None:
            g.actor = signed_in.actor
        else:
            session.pop("_user_id", None)
            # What she has open in other tabs still lets her write and send.
            session[SIGNED_OUT] = True
    if not g.actor.is_authenticated:
        g.actor = _guest()


def begin(token: str, actor: Actor) -> None:
    """Let this browser carry the session; everything else it carried before is dropped."""
    kept = {name: session[name] for name in KEPT if name in session}
    session.clear()
    session.update(kept)
    session.permanent = True
    login_user(SignedIn(token, actor))
    g.actor = actor


def leave() -> None:
    """Let this browser forget its session."""
    logout_user()
    session.clear()
    g.actor = GUEST


def init_app(app: Flask) -> None:
    """Find out who is acting before each request."""
    # Without its context processor, which would read the account a second time for each page.
    login_manager.init_app(app, add_context_processor=False)
    login_manager.session_protection = None
    login_manager.user_loader(_load)
    app.before_request(_know_actor)
