"""Every setting of a deployment, read from the environment; one class per place it runs."""

from __future__ import annotations

import ipaddress
import os
import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
INSTANCE = Path(os.environ.get("GUYUB_INSTANCE", ROOT / "instance"))
PRODUCTION_CHANNEL = "email"


def _flag(name: str, default: bool) -> bool:
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def _list(name: str, default: str) -> list[str]:
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def database_url(value: str) -> str:
    """The URL with the psycopg driver named, as people write postgresql:// or postgres:// without it."""
    for prefix in ("postgresql://", "postgres://"):
        if value.startswith(prefix):
            return "postgresql+psycopg://" + value.removeprefix(prefix)
    return value


def _secret_key() -> str:
    """SECRET_KEY, or one made once and kept in the instance folder, readable by its owner alone."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    path = INSTANCE / "secret_key"
    if not path.exists():
        INSTANCE.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()


class Config:
    """What every place shares."""

    SECRET_KEY: str
    SITE_NAME = os.environ.get("SITE_NAME", "Guyub Bekasi")
    CITY_CODE = os.environ.get("CITY_CODE", "32.75")
    SQLALCHEMY_DATABASE_URI = database_url(os.environ.get("DATABASE_URL", f"sqlite:///{INSTANCE / 'guyub.db'}"))
    # FULL keeps the last commit through a power cut; anything less may lose it.
    SQLITE_SYNCHRONOUS = os.environ.get("SQLITE_SYNCHRONOUS", "FULL")
    # "whoosh" keeps the index in a folder, "postgresql" in a database: the site's own, unless another is named.
    SEARCH_ENGINE = os.environ.get("SEARCH_ENGINE", "whoosh")
    SEARCH_DATABASE_URL = database_url(os.environ.get("SEARCH_DATABASE_URL", ""))
    SEARCH_INDEX_PATH = os.environ.get("SEARCH_INDEX_PATH", str(INSTANCE / "search"))
    UPLOAD_PATH = os.environ.get("UPLOAD_PATH", str(INSTANCE / "uploads"))
    MAX_CONTENT_LENGTH = 6 * 1024 * 1024
    MAX_FORM_MEMORY_SIZE = 256 * 1024
    MAX_FORM_PARTS = 200
    PERMANENT_SESSION_LIFETIME = timedelta(days=90)
    SESSION_IDLE_DAYS = 30
    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"
    SESSION_COOKIE_PATH = "/"
    SESSION_REFRESH_EACH_REQUEST = False
    SESSION_COOKIE_NAME = "guyub"
    SESSION_COOKIE_SECURE = False
    WTF_CSRF_TIME_LIMIT = None
    WTF_CSRF_SSL_STRICT = True
    BABEL_DEFAULT_LOCALE = "id"
    BABEL_DEFAULT_TIMEZONE = "Asia/Jakarta"
    LANGUAGES = ("id", "en")
    TRUSTED_HOSTS: list[str] | None = None
    TRUSTED_PROXIES = int(os.environ.get("TRUSTED_PROXIES", "0"))
    PUBLIC_URL = os.environ.get("PUBLIC_URL", "http://127.0.0.1:8000")
    HSTS = False
    # "outbox" shows codes on a page of the site itself: for demonstration and development only.
    MESSAGE_CHANNEL = os.environ.get("MESSAGE_CHANNEL", "outbox")
    SMTP_HOST = os.environ.get("SMTP_HOST", "")
    SMTP_PORT = int(os.environ.get("SMTP_PORT", "587"))
    SMTP_USER = os.environ.get("SMTP_USER", "")
    SMTP_PASSWORD = os.environ.get("SMTP_PASSWORD", "")
    SMTP_STARTTLS = _flag("SMTP_STARTTLS", True)
    MAIL_FROM = os.environ.get("MAIL_FROM", "halo@guyub.example")
    OFFICER_SECOND_FACTOR = True
    DEMO = False
    # For how long what all guests see alike may be older than the database.
    CACHE_SECONDS = 20.0
    COMPRESS_MIMETYPES = ["text/html", "application/json", "text/calendar", "text/csv"]
    COMPRESS_ALGORITHM = ["zstd", "br", "gzip"]
    COMPRESS_LEVEL = 4
    COMPRESS_BR_LEVEL = 3
    COMPRESS_ZSTD_LEVEL = 3
    COMPRESS_MIN_SIZE = 800

    @classmethod
    def load(cls) -> None:
        """Settings that need the disk or must be present; called once by create_app."""
        cls.SECRET_KEY = _secret_key()


class DevelopmentConfig(Config):
    DEBUG = True


class DemoConfig(Config):
    """The site as `make run` shows it: real code, made-up city, codes shown on a page."""

    DEMO = True
    OFFICER_SECOND_FACTOR = False


class TestingConfig(Config):
    TESTING = True
    SQLITE_SYNCHRONOUS = "OFF"
    CACHE_SECONDS = 0.0
    SECRET_KEY = "only-for-tests"  # pragma: allowlist secret
    SERVER_NAME = None
    PUBLIC_URL = "http://localhost"

    @classmethod
    def load(cls) -> None:
        """Tests need nothing from the disk."""


class ProductionConfig(Config):
    SESSION_COOKIE_NAME = "__Host-guyub"
    SESSION_COOKIE_SECURE = True
    HSTS = True
    MESSAGE_CHANNEL = os.environ.get("MESSAGE_CHANNEL", PRODUCTION_CHANNEL)
    TRUSTED_HOSTS = _list("TRUSTED_HOSTS", "")

    @classmethod
    def load(cls) -> None:
        """Refuses to start half configured."""
        if sentence := why_not_production(os.environ):
            raise SystemExit(sentence)
        super().load()


PLACES = {
    "development": DevelopmentConfig,
    "demo": DemoConfig,
    "testing": TestingConfig,
    "production": ProductionConfig,
}


NEEDED = ("SECRET_KEY", "PUBLIC_URL", "TRUSTED_HOSTS")
LEAST_KEY, LEAST_KEY_LETTERS = 32, 12
MISSING = "Set {names} in the environment before starting production."
WEAK_KEY = (
    "SECRET_KEY can be guessed, and with it anybody's session: use 32 random characters or more, as "
    "python3 -c 'import secrets; print(secrets.token_urlsafe(48))' makes them."
)
OPEN_ADDRESS = "PUBLIC_URL must begin with https:// and name a host: what people send is not for others to read."
OTHER_HOST = "TRUSTED_HOSTS does not name {host}, the host of PUBLIC_URL: the site would refuse its own links."
OPEN_CODES = "MESSAGE_CHANNEL=outbox shows one-time codes to everybody: not in production."
NO_MAIL = "Codes travel by e-mail (MESSAGE_CHANNEL=email): set SMTP_HOST to the mail server before starting production."
OPEN_PLACES = {"development", "demo"}
NO_PLACE = "Set GUYUB_ENV to production, development or testing, or to demo, which shows everybody's codes (make run)."
OPEN_DEMO = (
    "GUYUB_ENV={place} shows everybody's codes on a page: "
    "it is served on this machine alone, not at {host}, unless GUYUB_DEMO_OPEN=1 is set."
)


def config_for(place: str | None = None) -> type[Config]:
    """The settings for a place; GUYUB_ENV decides when none is named, and unset it refuses to start."""
    name = place or os.environ.get("GUYUB_ENV")
    if not name:
        raise SystemExit(NO_PLACE)
    if name not in PLACES:
        raise SystemExit(f"GUYUB_ENV={name} is unknown; use one of {', '.join(PLACES)}.")
    return PLACES[name]


def why_not_there(environment: Mapping[str, str], host: str) -> str:
    """Why a site that shows codes must not be served at this address of the machine; "" when it may."""
    place = environment.get("GUYUB_ENV", "")
    if place not in OPEN_PLACES or environment.get("GUYUB_DEMO_OPEN") == "1" or _is_loopback(host):
        return ""
    return OPEN_DEMO.format(place=place, host=host)


def why_not_production(environment: Mapping[str, str]) -> str:
    """Why a site with these settings must not be open to everybody; "" when it may."""
    given = {name: environment.get(name, "").strip(" ,") for name in NEEDED}
    if missing := [name for name, value in given.items() if not value]:
        return MISSING.format(names=", ".join(missing))
    if len(given["SECRET_KEY"]) < LEAST_KEY or len(set(given["SECRET_KEY"])) < LEAST_KEY_LETTERS:
        return WEAK_KEY
    host = _host_of(given["PUBLIC_URL"])
    if not host:
        return OPEN_ADDRESS
    if not any(_is_named(host, name.strip().lower()) for name in given["TRUSTED_HOSTS"].split(",")):
        return OTHER_HOST.format(host=host)
    channel = environment.get("MESSAGE_CHANNEL", PRODUCTION_CHANNEL)
    if channel == "outbox":
        return OPEN_CODES
    return NO_MAIL if channel == "email" and not environment.get("SMTP_HOST", "").strip() else ""


def _host_of(url: str) -> str:
    """The host of an https:// address; "" for anything else."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "") if parts.scheme == "https" else ""
    except ValueError:
        return ""


def _is_named(host: str, name: str) -> bool:
    """Whether a host is one that TRUSTED_HOSTS names, itself or by the domain it ends in (".guyub.example")."""
    bare = name.partition(":")[0]
    return host == bare or (bare.startswith(".") and f".{host}".endswith(bare))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
