"""R27: an address sent twice, as an array or as JSON never sends a code to a second address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from tests.accounts.factories import messages_to
from tests.factories import make_account
from tests.inspector import Inspector

EVIL = "evil@contoh.id"
MINE = "sari@contoh.id"


def shapes() -> Iterable[dict[str, Any]]:
    yield {"address": [MINE, EVIL]}
    yield {"address": [EVIL, MINE]}
    yield {"address[]": [MINE, EVIL]}
    yield {"address": MINE, "address[]": EVIL}
    yield {"address": f"{MINE},{EVIL}"}
    yield {"address": f"{MINE};{EVIL}"}
    yield {"address": f"{MINE}\n{EVIL}"}
    yield {"address": f"{MINE}\r\nBcc: {EVIL}"}
    yield {"address": f"{MINE} {EVIL}"}
    yield {"address": f'["{MINE}","{EVIL}"]'}
    yield {"address": f"<{MINE}>"}
    yield {"address": f"{MINE}\x00{EVIL}"}
    yield {"address": f"{MINE}%0a{EVIL}"}


@pytest.mark.parametrize("shape", list(shapes()))
def test_only_the_stored_address_gets_a_code(client: Inspector, shape: dict[str, Any]) -> None:
    make_account(email=MINE)
    address, sent = client.find_form("/lupa-pin")
    del sent["address"]
    response = client.post(address, data={**sent, **shape})
    assert response.status_code in {303, 422}
    assert messages_to(EVIL) == []
    assert len(messages_to(MINE)) <= 1


def test_json_is_no_form(client: Inspector) -> None:
    make_account(email=MINE)
    _address, sent = client.find_form("/lupa-pin")
    token = {"X-CSRFToken": sent["csrf_token"]}
    response = client.post("/lupa-pin", json={"address": [MINE, EVIL]}, headers=token)
    assert response.status_code in {400, 415, 422}
    assert messages_to(EVIL) == messages_to(MINE) == []
