"""Looks for passwords and keys in the files of the tree; a harmless look-alike is marked on its own line."""

from __future__ import annotations

import subprocess

from detect_secrets.core.scan import scan_file
from detect_secrets.settings import transient_settings

from scripts.environment import ROOT

KINDS = (
    "ArtifactoryDetector",
    "AWSKeyDetector",
    "BasicAuthDetector",
    "GitHubTokenDetector",
    "JwtTokenDetector",
    "KeywordDetector",
    "PrivateKeyDetector",
    "SlackDetector",
    "StripeDetector",
    "TelegramBotTokenDetector",
)
FILTERS = (
    "allowlist.is_line_allowlisted",
    "heuristic.is_indirect_reference",
    "heuristic.is_not_alphanumeric_string",
    "heuristic.is_sequential_string",
    "heuristic.is_templated_secret",
)
SETTINGS = {
    "plugins_used": [{"name": name} for name in KINDS],
    "filters_used": [
        *({"path": f"detect_secrets.filters.{name}"} for name in FILTERS),
        # Plain words (PASSWORD = "password") and sentences are no secrets.
        {"path": "detect_secrets.filters.regex.should_exclude_secret", "pattern": ["^[a-z_-]+$", " "]},
    ],
}
# Hashes of packages and vendored files, words people read, and files that are not text.
LEFT_OUT = ("requirements.txt", "requirements-dev.txt", "static/vendor/")
LEFT_OUT_ENDINGS = (
    ".po",
    ".csv",
    ".jsonl",
    ".tsv",
    ".png",
    ".webp",
    ".jpg",
    ".avif",
    ".woff2",
    ".ico",
    ".svg",
    ".gz",
)


def _files() -> list[str]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    kept = {name for name in listed if name and not name.startswith(LEFT_OUT) and not name.endswith(LEFT_OUT_ENDINGS)}
    return sorted(name for name in kept if (ROOT / name).is_file())


def main() -> int:
    """1 when something looks like a secret."""
    found = []
    with transient_settings(SETTINGS):
        for name in _files():
            found += [
                f"{name}:{secret.line_number}: looks like a secret ({secret.type})"
                for secret in scan_file(str(ROOT / name))
            ]
    if found:
        print(*found, "Take them out; a harmless one gets '# pragma: allowlist secret' beside it.", sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
