"""What the places a site runs in have in common, and what production refuses to start without."""

from __future__ import annotations

import pytest

import config
from community import create_app

COMPLETE = {
    "SECRET_KEY": "kQ3v-9sXw_T2mZr7LbN0yHfD5gJ1cPaE8uVi",  # pragma: allowlist secret
    "PUBLIC_URL": "https://guyub.example",
    "TRUSTED_HOSTS": "guyub.example",
    "SMTP_HOST": "mail.guyub.example",
}


def test_officers_need_a_second_factor_everywhere_but_in_the_demonstration() -> None:
    lax = {name for name, place in config.PLACES.items() if not place.OFFICER_SECOND_FACTOR}
    assert lax == {"demo"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"SECRET_KEY": ""}, "Set SECRET_KEY in the environment"),
        ({"SECRET_KEY": "   "}, "Set SECRET_KEY in the environment"),
        ({"SECRET_KEY": "changeme"}, "SECRET_KEY can be guessed"),
        ({"SECRET_KEY": COMPLETE["SECRET_KEY"][:31]}, "SECRET_KEY can be guessed"),
        ({"SECRET_KEY": "secret" * 10}, "SECRET_KEY can be guessed"),
        ({"PUBLIC_URL": ""}, "Set PUBLIC_URL in the environment"),
        ({"PUBLIC_URL": "http://guyub.example"}, "PUBLIC_URL must begin with https://"),
        ({"PUBLIC_URL": "guyub.example"}, "PUBLIC_URL must begin with https://"),
        ({"PUBLIC_URL": "https://"}, "PUBLIC_URL must begin with https://"),
        ({"PUBLIC_URL": "https://["}, "PUBLIC_URL must begin with https://"),
        ({"TRUSTED_HOSTS": ""}, "Set TRUSTED_HOSTS in the environment"),
        ({"TRUSTED_HOSTS": " , "}, "Set TRUSTED_HOSTS in the environment"),
        ({"TRUSTED_HOSTS": "example"}, "TRUSTED_HOSTS does not name guyub.example"),
        ({"TRUSTED_HOSTS": "evilguyub.example,.yub.example"}, "TRUSTED_HOSTS does not name guyub.example"),
        ({"SECRET_KEY": "", "PUBLIC_URL": "", "TRUSTED_HOSTS": ""}, "Set SECRET_KEY, PUBLIC_URL, TRUSTED_HOSTS in"),
        ({"MESSAGE_CHANNEL": "outbox"}, "MESSAGE_CHANNEL=outbox shows one-time codes"),
        ({"SMTP_HOST": ""}, "set SMTP_HOST to the mail server"),
        ({"SMTP_HOST": " ", "MESSAGE_CHANNEL": "email"}, "set SMTP_HOST to the mail server"),
    ],
)
def test_production_does_not_start_half_configured(
    monkeypatch: pytest.MonkeyPatch, changed: dict[str, str], said: str
) -> None:
    monkeypatch.delenv("MESSAGE_CHANNEL", raising=False)
    for name, value in (COMPLETE | changed).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit, match=said):
        create_app("production")


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"MESSAGE_CHANNEL": "email"},
        {"TRUSTED_HOSTS": "www.guyub.example, guyub.example:443"},
        {"TRUSTED_HOSTS": ".guyub.example"},
        {"PUBLIC_URL": "https://www.Guyub.example/", "TRUSTED_HOSTS": ".guyub.example"},
    ],
)
def test_production_starts_when_all_is_named(changed: dict[str, str]) -> None:
    assert config.why_not_production(COMPLETE | changed) == ""


def test_nothing_starts_with_a_channel_that_does_not_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config.TestingConfig, "MESSAGE_CHANNEL", "merpati")
    with pytest.raises(SystemExit, match="MESSAGE_CHANNEL=merpati is unknown; use one of outbox, email"):
        create_app("testing")
