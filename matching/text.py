"""The Indonesian and English analyser, shared by matching and search.

Needs the standard library, Sastrawi and Snowball alone, so a web process may import it.
"""

import re
import threading
import unicodedata
from functools import lru_cache

from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary
from Sastrawi.Stemmer.Stemmer import Stemmer as IndonesianStemmer
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory
from Stemmer import Stemmer as SnowballStemmer

from matching.spellings import EVERYDAY, STEM_CORRECTIONS, STOP_WORDS

_TOKEN = re.compile(r"c\+\+|c#|[^\W_]+")
_REDUPLICATED = re.compile(r"([a-z]{3,})2(?:an|nya)?")
_ENGLISH_ENDING = re.compile(r"[a-z]{2,}(?:ing|ed|er|ers|es|s|tion|tions|ment|ments|ly|ness)")
_LONGEST_WORD = 32
_WORDS_REMEMBERED = 2**17
# Snowball objects keep state while they stem and must not be shared between threads.
_LOCK = threading.Lock()


@lru_cache(maxsize=1)
def _stemmers() -> tuple[IndonesianStemmer, SnowballStemmer]:
    roots = ArrayDictionary(StemmerFactory().get_words())
    return IndonesianStemmer(roots), SnowballStemmer("english")


@lru_cache(maxsize=_WORDS_REMEMBERED)
def stem(word: str) -> str:
    """The root of one casefolded word: Sastrawi, else Snowball where it looks English."""
    if word in STEM_CORRECTIONS:
        return STEM_CORRECTIONS[word]
    if len(word) > _LONGEST_WORD or not word.isascii() or not word.isalpha():
        return word[:_LONGEST_WORD]
    with _LOCK:
        indonesian, english = _stemmers()
        root = str(indonesian.stem_singular_word(word))
        unchanged = root == word and not indonesian.get_dictionary().contains(word)
        if unchanged and _ENGLISH_ENDING.fullmatch(word):
            root = str(english.stemWord(word))
    return root


def normalise(text: str) -> str:
    """NFKC and casefold, the form in which spellings are compared."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def tokenise(text: str) -> list[str]:
    """The words of a text in order, normalised but neither expanded nor stemmed."""
    return _TOKEN.findall(normalise(text))


@lru_cache(maxsize=_WORDS_REMEMBERED)
def _roots(token: str) -> tuple[str, ...]:
    repeated = _REDUPLICATED.fullmatch(token)
    if repeated and token not in EVERYDAY:
        token = repeated.group(1)
    if token in STOP_WORDS:
        return ()
    return tuple(stem(word) for word in EVERYDAY.get(token, token).split() if word not in STOP_WORDS)


def _joined(tokens: list[str]) -> list[str]:
    """Two words that mean one thing ("part time") become one token."""
    result: list[str] = []
    for token in tokens:
        if result and f"{result[-1]} {token}" in EVERYDAY:
            result[-1] = f"{result[-1]} {token}"
        else:
            result.append(token)
    return result


def terms(text: str) -> list[tuple[str, str]]:
    """(word as typed, root) of each word that carries meaning, in order."""
    return [(token, root) for token in _joined(tokenise(text)) for root in _roots(token)]


def analyse(text: str) -> list[str]:
    """The roots of each word that carries meaning, in order."""
    return [root for _, root in terms(text)]
