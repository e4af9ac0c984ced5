"""A Chromium for the browser tests: the system's, or one installed where that is allowed."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts.environment import Refusal

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# A test browser must ask nobody outside this machine, and as root it runs without its sandbox.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def _runs(path: str) -> bool:
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _own() -> str:
    """Where playwright keeps the Chromium it has downloaded, if it has."""
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def find_browser() -> str | None:
    """The path of a Chromium that runs here; CHROMIUM names one."""
    named = [os.environ.get("CHROMIUM", "")] + [shutil.which(name) or "" for name in NAMES]
    for path in [*named, *APPLICATIONS]:
        if path and Path(path).exists() and _runs(path):
            return path
    own = _own()
    return own if Path(own).exists() and _runs(own) else None


def _call(*command: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False).returncode == 0


def _from_debian() -> None:
    print("Installing chromium with apt-get …", flush=True)
    if _call("apt-get", "update", "-qq"):
        _call("apt-get", "install", "-y", "-qq", "chromium", "fonts-liberation")


def _from_playwright(*, as_root: bool) -> None:
    print("Downloading the Chromium that belongs to the locked playwright package …", flush=True)
    extra = ["--with-deps"] if as_root and sys.platform == "linux" else []
    _call(sys.executable, "-m", "playwright", "install", *extra, "chromium")


def ensure_browser() -> str:
    """The path of a Chromium, installed first if there is none; refuses with a sentence."""
    if found := find_browser():
        return found
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    # Ubuntu's chromium package is a snap, which containers do not run.
    if as_root and sys.platform == "linux" and platform.freedesktop_os_release().get("ID") == "debian":
        _from_debian()
        if found := find_browser():
            return found
    _from_playwright(as_root=as_root)
    if found := find_browser():
        return found
    raise Refusal(
        "No browser for the browser tests: install Chromium or Chrome (Debian: apt-get install chromium), "
        "or name one with CHROMIUM=/path."
    )
