"""What the cache remembers of a build, and how that becomes bytes: columns of numbers and joined names.

What is done with it is left to `cache` and `pipeline`.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from typing import NamedTuple

from dateline.building.scan import Scan, Stamp
from dateline.digests import SIZE


class Last(NamedTuple):
    """What a no-change build says again."""

    options: str
    """All that the outcome depends on beside files."""
    succeeded: bool
    summary: str
    problems: bytes
    begins: str = ""
    """Before this moment (UTC, ISO 8601) it is stale by time alone: an article was not published yet."""
    expires: str = ""
    """From this moment on it is stale by time alone: an article's day has come. Empty for never."""

    def holds_at(self, moment: str) -> bool:
        """Whether the same articles are published at a moment: the clock may have been set back, too."""
        return self.begins <= moment and (not self.expires or moment < self.expires)


class Output(NamedTuple):
    """A file of the site."""

    fingerprint: bytes
    """16 bytes that stand for all that its contents were made from."""
    digest: str
    """Of its contents, as in the manifest."""
    stamp: Stamp
    """As it lay in the output folder when it had been written."""


class Outputs(NamedTuple):
    """All files of a site, in columns: what a no-change build reads of them."""

    paths: tuple[str, ...] = ()
    stamps: array[int] = array("q")
    fingerprints: bytes = b""
    digests: bytes = b""

    def by_path(self) -> dict[str, Output]:
        """Every file by its path."""
        numbers = iter(self.stamps)
        stamps = map(Stamp, numbers, numbers, numbers, numbers)
        return {
            path: Output(self.fingerprints[at : at + SIZE], self.digests[at : at + SIZE].hex(), found)
            for path, at, found in zip(self.paths, range(0, len(self.digests), SIZE), stamps, strict=True)
        }


class LastBuild(NamedTuple):
    """The last build of a content folder to an output folder."""

    last: Last
    scan: Scan
    outputs: Outputs


class Article(NamedTuple):
    """Which record an article had in the last build."""

    key: bytes
    """16 bytes: the hash of its inputs."""
    dependencies: str
    """What it was found to depend on, in whatever form the pipeline likes; no NUL."""


def last_to_bytes(last: Last) -> bytes:
    """What a build says again, as the cache stores it."""
    texts = (last.options, "1" if last.succeeded else "", last.summary, last.begins, last.expires)
    return "\0".join(texts).encode("utf-8", "surrogateescape") + b"\0" + last.problems


def last_from_bytes(stored: bytes) -> Last:
    """What `last_to_bytes` stored."""
    *texts, problems = stored.split(b"\0", 5)
    options, succeeded, summary, begins, expires = (text.decode("utf-8", "surrogateescape") for text in texts)
    return Last(options, bool(succeeded), summary, problems, begins, expires)


def articles_to_bytes(articles: Mapping[str, Article]) -> bytes:
    """Which record each article has, as the cache stores it."""
    texts = (
        text for slug, article in articles.items() for text in (slug, article.key.hex(), article.dependencies)
    )
    return "\0".join(texts).encode("utf-8", "surrogateescape")


def articles_from_bytes(stored: bytes) -> dict[str, Article]:
    """What `articles_to_bytes` stored."""
    if not stored:
        return {}
    texts = iter(stored.decode("utf-8", "surrogateescape").split("\0"))
    return {
        slug: Article(bytes.fromhex(key), found) for slug, key, found in zip(texts, texts, texts, strict=True)
    }


def outputs_to_bytes(outputs: Mapping[str, Output]) -> bytes:
    """The files of a site, as the cache stores them."""
    names = "\0".join(outputs).encode("utf-8", "surrogateescape")
    stamps = array("q", (number for output in outputs.values() for number in output.stamp))
    fingerprints = b"".join(output.fingerprint for output in outputs.values())
    digests = bytes.fromhex("".join(output.digest for output in outputs.values()))
    head = array("q", (len(outputs), len(names)))
    return b"".join((head.tobytes(), stamps.tobytes(), fingerprints, digests, names))


def outputs_from_bytes(stored: bytes) -> Outputs:
    """What `outputs_to_bytes` stored, in columns."""
    count, names_size = array("q", stored[:16])
    stamps_end = 16 + count * 32
    prints_end = stamps_end + count * SIZE
    digests_end = prints_end + count * SIZE
    names = stored[digests_end : digests_end + names_size].decode("utf-8", "surrogateescape")
    return Outputs(
        tuple(names.split("\0")) if count else (),
        array("q", stored[16:stamps_end]),
        stored[stamps_end:prints_end],
        stored[prints_end:digests_end],
    )
