"""The browser in front of us: what to call it, and which accounts proved themselves on it before.

A signed cookie remembers those accounts over sign-outs. Their tries are counted apart on this device, so
that a stranger who tries one's number elsewhere cannot keep one out here.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from flask import current_app, request
from flask_babel import gettext as _
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from community.foundation.web import device_id

KEPT_SECONDS = 365 * 24 * 3600
MOST_MARKS = 6
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS X": "Mac"}
SYSTEMS["CrOS"] = "Chromebook"
SYSTEMS["Linux"] = "Linux"
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "UCBrowser": "UC Browser",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}


@dataclass(frozen=True, slots=True)
class Device:
    """A browser: the name its tries are counted under, its label, its network, and who proved herself."""

    name: str
    label: str
    network: str = ""
    marks: tuple[str, ...] = ()

    @property
    def site(self) -> str:
        """Where the network ends: an IPv4 address, or the 64 bits of IPv6 that one connection gets to itself."""
        try:
            address = ipaddress.ip_address(self.network)
        except ValueError:
            return self.network
        return self.network if address.version == 4 else str(ipaddress.ip_network((address, 64), strict=False))


def label_of(user_agent: str) -> str:
    """ "Chrome, Android" from a User-Agent header."""
    browser = next((name for sign, name in BROWSERS.items() if re.search(rf"\b{sign}[/ ]", user_agent)), _("Peramban"))
    system = next((name for sign, name in SYSTEMS.items() if sign in user_agent), "")
    return f"{browser}, {system}" if system else browser


def _cookie() -> str:
    return "__Host-perangkat" if current_app.config["SESSION_COOKIE_SECURE"] else "perangkat"


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="known-device")


def _remembered() -> tuple[str, tuple[str, ...]] | None:
    try:
        name, *marks = _signer().loads(request.cookies.get(_cookie(), ""), max_age=KEPT_SECONDS)
    except (BadData, TypeError, ValueError):
        return None
    return str(name), tuple(str(mark) for mark in marks)


def this_device() -> Device:
    """The device of the present request."""
    known = _remembered()
    name, marks = known if known else (device_id(), ())
    return Device(name, label_of(request.user_agent.string[:400]), request.remote_addr or "", marks)


def remember(response: Response, device: Device, mark: str) -> Response:
    """Keep on the device that `mark` (an account, or its second factor) was proved here."""
    marks = [mark, *(other for other in device.marks if other != mark)][:MOST_MARKS]
    response.set_cookie(
        _cookie(),
        _signer().dumps([device.name, *marks]),
        max_age=KEPT_SECONDS,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response
