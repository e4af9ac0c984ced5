"""R30: tries are counted before they are checked; a code opens one session; a key counts once, of one content."""

from __future__ import annotations

import io
import random

from flask import Flask
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from community.accounts import attempts, queries, services
from community.accounts.attempts import SignedIn, WrongSecret
from community.accounts.models import CodePurpose, Consent
from community.foundation import idempotency
from community.foundation.database import db
from tests.accounts.factories import a_device, code_to
from tests.factories import make_account
from tests.inspector import Inspector
from tests.personas import acting, sign_in
from tests.support import send_bare, side_by_side, unit


def test_fifty_parallel_wrong_codes_leave_five_tries_used(app: Flask) -> None:
    account, device = make_account(), a_device()
    address = str(account.phone)
    handle = attempts.send_code_to(CodePurpose.RESET_SECRET, address, device)
    right = code_to(address)
    wrong = [f"{(int(right) + number) % 10**6:06d}" for number in range(1, 51)]

    def try_one(code: str) -> bool:
        with unit():
            return services.try_code(CodePurpose.RESET_SECRET, handle, code) is not None

    outcomes = side_by_side(app, [lambda code=code: try_one(code) for code in wrong])
    assert outcomes == [False] * 50
    assert try_one(right) is False, "the five tries are used up"


def test_one_code_opens_one_session(app: Flask) -> None:
    account = make_account()
    address = str(account.phone)
    handle = attempts.send_code_to(CodePurpose.RESET_SECRET, address, a_device())
    code = code_to(address)
    calls = [lambda: attempts.reset(address, handle, code, "830264", a_device())] * 20
    outcomes = side_by_side(app, calls)
    assert sum(isinstance(outcome, SignedIn) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, WrongSecret) for outcome in outcomes) == 19
    assert len(queries.sessions_of(account.id)) == 1


def test_one_recovery_code_opens_one_session(app: Flask) -> None:
    account = make_account()
    actor = acting(account)
    with unit():
        printed = services.make_recovery_codes(account.id, actor=actor)[0]
    address = str(account.phone)
    calls = [lambda: attempts.reset(address, "no-handle-00", printed, "830264", a_device())] * 20
    outcomes = side_by_side(app, calls)
    assert sum(isinstance(outcome, SignedIn) for outcome in outcomes) == 1
    assert len(queries.sessions_of(account.id)) == 1


def test_parallel_requests_send_three_messages(app: Flask) -> None:
    account = make_account()
    address = str(account.phone)
    calls = [lambda: attempts.send_code_to(CodePurpose.RESET_SECRET, address, a_device())] * 20
    outcomes = side_by_side(app, calls)
    assert sum(isinstance(outcome, str) for outcome in outcomes) == 3


def test_a_key_sent_again_with_other_answers_is_no_second_tap(app: Flask, client: Inspector) -> None:
    account = make_account()
    sign_in(client, account)

    def answer(words: str) -> TestResponse:
        sent = {"purpose": "matching", "answer": words, "idempotency_key": "one-and-the-same"}
        return send_bare(client, "/akun/persetujuan", **sent)

    taps = [answer("give"), answer("give"), answer("withdraw")]
    assert [tap.status_code for tap in taps] == [303] * 3 and taps[0].location == taps[1].location
    kept = db.session.scalars(select(Consent).where(Consent.account_id == account.id, Consent.purpose == "matching"))
    # The second tap changed nothing, the withdrawal did.
    assert [bool(consent.withdrawn_at) for consent in kept] == [True]


def test_another_file_is_another_content() -> None:
    def content(file: bytes, **fields: str) -> str:
        return idempotency.content_of(fields.items(), [("photo", io.BytesIO(file))])

    first = content(b"a", about="x", csrf_token="1", idempotency_key="2")
    assert content(b"a", csrf_token="3", about="x") == first
    assert len({first, content(b"b", about="x"), content(b"a", about="y"), content(b"a", about="x", b="")}) == 4


def test_a_heavy_file_is_read_whole_after_it_was_compared(app: Flask, client: Inspector) -> None:
    sign_in(client, make_account())
    content, out = random.Random(1).randbytes(600 * 600 * 3), io.BytesIO()
    Image.frombytes("RGB", (600, 600), content).save(out, "PNG")
    assert len(out.getvalue()) > 500_000
    assert client.fill("/profil/foto", None, photo=(io.BytesIO(out.getvalue()), "x.png")).status_code == 303
