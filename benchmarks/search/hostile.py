"""What nobody types by chance: each must be answered, and soon."""

from __future__ import annotations

from collections.abc import Iterator

# What one is called in the table -> the query.
QUERIES = {
    "operators alone": "AND OR NOT + - && || ! ( ) { } [ ] ^ ~ * ? : \\ / &",
    "minus alone": "-",
    "minus before everything": "-loker -kasir -admin -kerja",
    "quotes alone": '"""""""""""""""',
    "an unbalanced quote": '"kasir pagi di',
    "a quote within a word": 'kas"ir "bar"ista',
    "empty phrases": '"" "" "" kasir ""',
    "unbalanced brackets": "((((((((kasir))) [admin",
    "10,000 characters, one word": "kasir" * 2_000,
    "10,000 characters, many words": " ".join(f"kata{number}" for number in range(1_300))[:10_000],
    "10,000 characters, common words": ("lowongan kerja usaha warung toko admin kasir jual " * 200)[:10_000],
    "10,000 quotes": '"' * 10_000,
    "10,000 minus": "-" * 10_000,
    "10,000 letters": "a" * 10_000,
    "a hundred phrases": '"kasir pagi" ' * 100,
    "emoji": "👩‍🍳🍜🔥 masak 🧵🪡",
    "emoji alone": "🙏🙏🙏🙏🙏",
    "NUL": "kasir\0admin\0\0",
    "NUL alone": "\0",
    "control characters": "\x01\x02\x1b[31mkasir\x7f\r\n\t",
    "half of a surrogate pair, escaped": "\\ud800 kasir",
    "right to left": "\u202ekasir\u202c \u200f\u200e",
    "marks upon marks": "k" + "\u0301" * 3_000,
    "wildcards": "k*s*r* *a*b*c* ????? kas?r",
    "a bomb of wildcards": "*" * 5_000 + "a" + "*a" * 2_000,
    "every letter": " ".join("abcdefghijklmnopqrstuvwxyz"),
    "every beginning": " ".join(left + right for left in "bcdkmpst" for right in "aeiou"),
    "a field": "kind:job title:kasir id:1 key:*",
    "a range": "[a TO z] {1 TO 9999999} kasir",
    "an edit distance": "kasir~9 admin~2 lowongan~1000",
    "a boost": "kasir^99999999999999999999 admin^-1",
    "SQL": "'; DROP TABLE jobs; -- kasir' OR '1'='1",
    "tsquery": "kasir:*A & (admin | !gudang) <-> barista <999999> x",
    "a regular expression": "/(a+)+$/ /.*/ (x+x+)+y",
    "full-width letters": "ｋａｓｉｒ　ａｄｍｉｎ",
    "ligatures that unfold": "\ufdfa" * 500,
    "numbers": "1234567890 " * 50,
    "misspelled twelve times": " ".join(f"lowonagn{letter}" for letter in "abcdefghijkl"),
    "nothing": "",
    "blanks": " \t\n\u00a0\u3000",
}


def queries() -> Iterator[tuple[str, str]]:
    """(what it is, the query)."""
    yield from QUERIES.items()
