"""Text from people: cleaned on the way in, made into safe HTML, slugs, first words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).disable(["image", "html_block"])
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "a", "h3", "h4", "hr"}
# Control and direction characters, and letters that nobody sees: two names must not look the same and differ.
_UNWANTED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    r"\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
# What joins or varies the signs of other scripts and of pictures does nothing upon a Latin letter but hide there.
_IDLE_JOINER = re.compile(r"(?<![^\x00-\u036f\u1e00-\u1eff])[\u200c\u200d\ufe00-\ufe0f]+")
# No language writes more upon one letter, and putting them in order takes time by the square of their number.
MOST_MARKS = 6
_PILE = re.compile(rf"[^\w\s\x00-\x7f]{{{MOST_MARKS + 1},}}")
_SEEN = frozenset("LNPS")


def _few_marks(pile: re.Match[str]) -> str:
    kept, marks = [], 0
    for sign in pile[0]:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def _plain(text: str) -> str:
    """NFC without what is unwanted; "" where nothing is left that anybody sees."""
    text = _IDLE_JOINER.sub("", _UNWANTED.sub("", text))
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", _PILE.sub(_few_marks, text))
    return text if any(unicodedata.category(sign)[0] in _SEEN for sign in text) else ""


def clean_line(text: str) -> str:
    """One line: NFC, without characters that control, turn or hide, spaces folded."""
    return " ".join(_plain(text).split())


def clean_text(text: str) -> str:
    """Several lines: NFC, without characters that control, turn or hide, at most one empty line in a row."""
    text = _plain(text).replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()


def inside(name: str) -> str:
    """A name as it stands inside a sentence: "Pajak UMKM" as "pajak UMKM", "NIB" and "WhatsApp" as they are."""
    first = name.partition(" ")[0]
    return name if any(letter.isupper() for letter in first[1:]) else name[:1].lower() + name[1:]


@lru_cache(maxsize=2048)
def markdown(text: str) -> Markup:
    """Safe HTML of a person's Markdown: raw HTML and pictures off, links nofollow, then an allow-list."""
    raw = _MARKDOWN.render(text)
    raw = raw.replace("<h1>", "<h3>").replace("</h1>", "</h3>").replace("<h2>", "<h3>").replace("</h2>", "</h3>")
    return Markup(  # noqa: S704 - sanitised on this very line
        nh3.clean(
            raw,
            tags=_TAGS,
            attributes={"a": {"href"}},
            url_schemes={"http", "https", "mailto", "tel"},
            link_rel="nofollow ugc noopener",
        )
    )


def slugify(text: str) -> str:
    """ "jati-asih" from "Jati Asih": lower-case ASCII words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def squash(text: str) -> str:
    """ "jatiasih" from "Jati Asih": letters and digits alone, for comparing spellings."""
    return slugify(text).replace("-", "")


def first_words(text: str, most: int = 160) -> str:
    """The beginning of a text, cut at a word."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"
