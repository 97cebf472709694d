"""Slugs and ids: how names of addresses are made from words, and what counts as one.

A slug is lower-case ASCII letters, digits and single hyphens. Which slugs are taken is not known here.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

__all__ = ["is_slug", "slugify", "words_id"]


def slugify(text: str) -> str:
    """A slug for `text`: Latin letters lose their accents, everything else becomes a hyphen.

    A text in another script that leaves nothing gets a short hash of itself instead, so that the result
    is always the same for the same text; only a text without any letter or digit gives an empty slug.
    """
    slug, _ = _ascii_words(text)
    if slug:
        return slug
    folded = " ".join(_folded(text))
    return f"x-{_digest(folded, 4)}" if any(c.isalnum() for c in folded) else ""


def is_slug(text: str) -> bool:
    """Whether `text` may stand in an address as it is: lower-case ASCII letters, digits, hyphens."""
    return _SLUG.fullmatch(text) is not None


def words_id(text: str, *context: str) -> str:
    """An id for words of an article, made from nothing but these words and what tells them apart.

    It is the slug of the first six words. Where that does not hold all there is (more words than six,
    letters that a slug cannot hold, signs that tell `C++` from `C#`, or any `context` such as prefix, suffix,
    section), four hexadecimal digits of a hash follow. So an id stays the same when other entries are added,
    removed or reordered.
    """
    words = _folded(text)
    first = " ".join(words[:_WORDS])
    slug, whole = _ascii_words(first)
    if len(words) <= _WORDS and slug and whole and not any(context) and not _TELLING.search(first):
        return slug
    folded = [words, *map(_folded, context)]
    digest = _digest("\x1f".join(map(" ".join, folded)), 2)
    return f"{slug or 'x'}-{digest}"


_WORDS = 6
_SLUG = re.compile(r"-*[a-z0-9][a-z0-9-]*")
_APOSTROPHES = re.compile("['\u2019\u02bc\u2018\u201b]")
_NOT_IN_SLUGS = re.compile(r"[^a-z0-9]+")
_TELLING = re.compile(r"[!#$%&()*+/<=>?@\[\\\]^_`{|}~]")
"""Signs that may be all in which two texts differ; commas, points and the like only go with their words."""
_ONLY_WORDS = bytes(code if chr(code).isalnum() and code < 128 else 32 for code in range(256))
"""A table for ASCII: every character that is not in slugs becomes a space."""

# Latin letters that NFKD leaves whole.
_LATIN = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ħ": "h",
        "ı": "i",
        "ŋ": "ng",
        "ŧ": "t",
        "ĸ": "k",
        "ə": "e",
        "ƒ": "f",
        "ɓ": "b",
        "ɗ": "d",
        "ɠ": "g",
        "ƙ": "k",
        "ʼ": None,
    }
)


def _ascii_words(text: str) -> tuple[str, bool]:
    """The ASCII letters and digits of a text, joined by hyphens, and whether these are all there are."""
    lowered = text.lower()
    if lowered.isascii():
        words = lowered.encode("ascii").translate(_ONLY_WORDS, b"'").split()
        return b"-".join(words).decode("ascii"), True
    lowered = unicodedata.normalize("NFKD", lowered.translate(_LATIN))
    lowered = "".join(c for c in lowered if not unicodedata.combining(c))
    whole = lowered.isascii() or not any(c.isalnum() for c in lowered if c > "\x7f")
    return _NOT_IN_SLUGS.sub("-", _APOSTROPHES.sub("", lowered)).strip("-"), whole


def _folded(text: str) -> list[str]:
    """The words of a text as an id sees it: NFKC, case, quotation marks and hyphens made equal."""
    if text.isascii():
        return text.lower().split()
    folded = unicodedata.normalize("NFKC", text).casefold()
    return folded.translate(_SAME_MARKS).split()


_SAME_MARKS = {
    **dict.fromkeys(map(ord, "‘’‛′"), "'"),
    **dict.fromkeys(map(ord, "“”‟″"), '"'),
    **dict.fromkeys((0x2010, 0x2011), "-"),
    0xAD: None,  # soft hyphen
}


def _digest(text: str, size: int) -> str:
    """`size` bytes of a hash, in hexadecimal."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()
