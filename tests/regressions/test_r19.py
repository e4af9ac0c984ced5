"""R19: opening a page (a link preview does it) never uses a code up, signs in or changes anything."""

from __future__ import annotations

from community.accounts import queries
from tests.accounts.factories import code_to
from tests.factories import make_account
from tests.inspector import Inspector


def test_looking_at_the_page_changes_nothing(client: Inspector) -> None:
    account = make_account()
    client.fill("/lupa-pin", address=account.phone)
    code = code_to(str(account.phone))
    for path in ("/lupa-pin/kode", f"/lupa-pin/kode?code={code}&secret=830264"):
        for _look in range(8):
            assert client.get(path).status_code == 200
    assert queries.sessions_of(account.id) == []
    assert client.get("/akun").status_code == 303
    assert client.fill("/lupa-pin/kode", code=code, secret="830264").status_code == 303
    assert len(queries.sessions_of(account.id)) == 1
