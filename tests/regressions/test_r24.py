"""R24, R29: no length was limited: a megabyte in a field and 1,500 parts are refused at once, everywhere."""

from __future__ import annotations

import io

import pytest
from flask import Flask

from tests.regressions.forms import send, world_and_forms
from tests.regressions.world import World

pytestmark = pytest.mark.whole_site

REFUSED = {400, 404, 413, 422}


def test_a_megabyte_in_any_field_is_refused(app: Flask) -> None:
    world, found = world_and_forms(app)
    for form in found:
        client = world.browser_of(app, form.role)
        for name in form.names:
            assert send(client, form, **{name: "x" * 2**20}).status_code == 413, f"{form.action} {name}"


def test_a_file_where_text_belongs_is_no_answer(app: Flask) -> None:
    world, found = world_and_forms(app)
    for form in found:
        client = world.browser_of(app, form.role)
        for name in form.names:
            answer = send(client, form, **{name: (io.BytesIO(b"2026-12-24"), "x.txt", "text/plain")})
            assert answer.status_code < 500, f"{form.action} {name}"


@pytest.mark.parametrize("kind", ["multipart/form-data", "application/x-www-form-urlencoded"])
def test_a_text_no_column_takes_is_refused(app: Flask, kind: str) -> None:
    world = World()
    client = world.browser_of(app, "owner")
    answer = client.post("/akun/ubah", data={"call_name": "x" * 200_000}, content_type=kind)
    assert answer.status_code in REFUSED


@pytest.mark.parametrize("path", ["/masuk", "/daftar", "/profil/foto"])
def test_too_many_parts_are_refused(app: Flask, path: str) -> None:
    client = World().browser_of(app, "guest")
    parts = "".join(f'--b\r\nContent-Disposition: form-data; name="n{i}"\r\n\r\nx\r\n' for i in range(1500))
    answer = client.post(path, data=f"{parts}--b--\r\n".encode(), content_type="multipart/form-data; boundary=b")
    assert answer.status_code == 413


def test_a_giant_part_header_is_refused(app: Flask) -> None:
    client = World().browser_of(app, "guest")
    giant = f'--b\r\nContent-Disposition: form-data; name="{"x" * 2**20}"\r\n\r\nx\r\n--b--\r\n'
    answer = client.post("/masuk", data=giant.encode(), content_type="multipart/form-data; boundary=b")
    assert answer.status_code in REFUSED


def test_a_body_of_unknown_length_is_bounded_too(app: Flask) -> None:
    client = World().browser_of(app, "guest")
    body = b"&".join(b"n%d=x" % number for number in range(100_000))
    environ = {"wsgi.input_terminated": True, "CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}
    kind, sent = "application/x-www-form-urlencoded", io.BytesIO(body)
    answer = client.post("/masuk", input_stream=sent, content_type=kind, environ_overrides=environ)
    assert answer.status_code in REFUSED
    assert sent.tell() <= app.config["MAX_FORM_MEMORY_SIZE"] + 1 < len(body)
