"""How much one visitor may ask of this process in a minute; nothing is stored for it, and no person comes near it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from ipaddress import ip_address

from flask import current_app, request
from flask_babel import gettext as _

from community.accounts.actor import Actor
from community.accounts.devices import Device
from community.foundation import clock
from community.foundation.errors import TooMany

EXTENSION = "search_pace"
# A mobile operator puts a whole kelurahan behind one network address.
MOST_BY_ACCOUNT, MOST_BY_NETWORK = 300, 600
MOST_KEPT = 4_096


class _Minute:
    """Who asked how often in the present minute; who asked least lately is forgotten first."""

    def __init__(self) -> None:
        self._counts: OrderedDict[str, tuple[int, int]] = OrderedDict()
        self._lock = threading.Lock()

    def count(self, who: str) -> int:
        """Count one question and return how many there are in this minute."""
        minute = int(clock.now().timestamp()) // 60
        with self._lock:
            known, asked = self._counts.pop(who, (minute, 0))
            asked = asked + 1 if known == minute else 1
            self._counts[who] = minute, asked
            if len(self._counts) > MOST_KEPT:
                self._counts.popitem(last=False)
        return asked


def _is_this_machine(address: str) -> bool:
    # Its own checks, or a proxy that the settings do not name: everybody would stand behind that.
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return True


def count_question(actor: Actor) -> None:
    """Count a question before the index is asked; TooMany for what asks faster than people do."""
    address = request.remote_addr or ""
    if _is_this_machine(address):
        return
    minute: _Minute = current_app.extensions.setdefault(EXTENSION, _Minute())
    if actor.is_authenticated:
        asked, most = minute.count(f"account:{actor.account_id}"), MOST_BY_ACCOUNT
    else:
        asked, most = minute.count(f"network:{Device('', '', address).site}"), MOST_BY_NETWORK
    if asked > most:
        raise TooMany(_("Terlalu banyak pencarian dalam satu menit. Tunggu satu menit, lalu coba lagi."))
