"""Every setting of a deployment, read from the environment; one class per place it runs."""

from __future__ import annotations

import ipaddress
import os
import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent
INSTANCE = Path(os.environ.get("GUYUB_INSTANCE", ROOT / "instance"))


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
    MESSAGE_CHANNEL = os.environ.get("MESSAGE_CHANNEL", "email")
    TRUSTED_HOSTS = _list("TRUSTED_HOSTS", "")

    @classmethod
    def load(cls) -> None:
        """Refuses to start half configured."""
        missing = [name for name in ("SECRET_KEY", "PUBLIC_URL", "TRUSTED_HOSTS") if not os.environ.get(name)]
        if missing:
            raise SystemExit(f"Set {', '.join(missing)} in the environment before starting production.")
        if cls.MESSAGE_CHANNEL == "outbox":
            raise SystemExit("MESSAGE_CHANNEL=outbox shows one-time codes to everybody: not in production.")
        super().load()


PLACES = {
    "development": DevelopmentConfig,
    "demo": DemoConfig,
    "testing": TestingConfig,
    "production": ProductionConfig,
}


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


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
