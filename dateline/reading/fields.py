"""The fields of one mapping, asked for by name and type, every problem collected.

A reader of `validate` asks for each key of an entry once, a line a key; what it asked for is then also the
list of keys that the entry may have. Nothing is raised: a bad value is reported and its default stands in,
so that one mistake hides no other. What the keys are is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import TypeVar

from dateline.diagnostics import Diagnostic, Location, error, warning
from dateline.reading import formats
from dateline.reading.yamlnodes import Items, Mapping, Node, Pair, Scalar
from dateline.slugs import is_slug, slugify

__all__ = ["Fields", "each_item", "id_hint", "is_nothing", "kind_of", "nearest_hint", "shortened"]

T = TypeVar("T")
Choice = TypeVar("Choice", bound=str)


class Fields:
    """The keys and values of one mapping.

    `what` names the entry in messages, with its article: "a quotation". `places` holds where the value of
    each key stands that has one: `speaker`, `sources[0]`. A node that is no mapping is `broken`: that is
    reported, and nothing is missed in it.
    """

    def __init__(self, node: Node, what: str, problems: list[Diagnostic]) -> None:
        self.what = what
        self.at = node.at
        self.problems = problems
        self.places: dict[str, Location] = {}
        self.asked: dict[str, None] = {}
        """The keys that were asked for, in order."""
        self.pairs: dict[str, Pair] = {}
        self.broken = False
        if isinstance(node, Mapping):
            self.pairs = node.pairs
        elif not is_nothing(node):
            self.broken = True
            self.wrong_type(node.at, f"{what} must be", "a mapping of keys and values", node)

    # --- Text ------------------------------------------------------------------------------------

    def text(self, key: str, default: str = "") -> str:
        """A text on one line: runs of white space are one space."""
        value = self.scalar(key)
        return " ".join(value.text.split()) if value else default

    def required(self, key: str) -> str:
        """A text that must be there; empty if it is not."""
        text = self.text(key)
        if not text:
            self.missing(key)
        return text

    def prose(self, key: str) -> str:
        """Markdown, its lines kept."""
        value = self.scalar(key)
        return value.text.strip("\n").rstrip() if value else ""

    def required_prose(self, key: str) -> str:
        """Markdown that must be there."""
        text = self.prose(key)
        if not text:
            self.missing(key)
        return text

    def context(self, key: str) -> str:
        """Words before or after others: a space at an end is kept, for it may tell two places apart."""
        value = self.scalar(key)
        if not value:
            return ""
        text = value.text
        words = " ".join(text.split())
        return f"{' ' * text[:1].isspace()}{words}{' ' * text[-1:].isspace()}" if words else ""

    def texts(self, key: str, *, repeats: bool = False) -> tuple[str, ...]:
        """A list of texts; one text by itself is a list of one. The same text twice means something
        only where `repeats` says so.
        """
        return self.listed(key, lambda value: " ".join(value.text.split()), repeats=repeats)

    def required_texts(self, key: str) -> tuple[str, ...]:
        """A list with at least one text, in which the same may stand twice."""
        texts = self.texts(key, repeats=True)
        pair = self.pairs.get(key)
        if pair and isinstance(pair.value, Items) and not pair.value.items:
            self.error("missing-key", f"`{key}` has no value", pair.key_at)
        elif not texts:
            self.missing(key)
        return texts

    # --- Values of a certain form ----------------------------------------------------------------

    def flag(self, key: str, *, default: bool) -> bool:
        """`true` or `false`."""
        node = self.node(key)
        if node is None:
            return default
        if isinstance(node, Scalar) and node.plain and node.text.lower() in ("true", "false"):
            return node.text.lower() == "true"
        hint = ""
        if isinstance(node, Scalar):
            meant = _TRUTH.get(node.text.lower())
            hint = f"write {meant}" if meant else "only these two words are truth values"
        self.wrong_type(node.at, f"`{key}` must be", "true or false", node, hint)
        return default

    def choice(
        self, key: str, choices: Collection[Choice], default: Choice, *, loosely: bool = False
    ) -> Choice:
        """One of a few words; `loosely` in any spelling that makes the same id."""
        value = self.scalar(key)
        if value is None:
            return default
        for choice in choices:
            if choice and (value.text == choice or (loosely and slugify(value.text) == choice)):
                return choice
        shown = [choice for choice in choices if choice]
        hint = f"it is one of: {', '.join(shown)}"
        near = nearest_hint(value.text, shown)
        self.error(
            "bad-choice",
            f"`{key}` cannot be “{shortened(value.text)}”",
            value.at,
            f"{near} {hint[0].upper()}{hint[1:]}" if near.startswith("did") else hint,
        )
        return default

    def identifier(self, key: str, purpose: str = "an id") -> str:
        """An id or a slug."""
        value = self.scalar(key)
        return self.checked_id(key, value, purpose) if value else ""

    def identifiers(self, key: str, purpose: str = "an id") -> tuple[str, ...]:
        """A list of ids; one id by itself is a list of one. Badly formed ones are reported and left out."""
        return self.listed(key, lambda value: self.checked_id(key, value, purpose))

    def edtf(self, key: str) -> str:
        """A date in EDTF, of any level."""
        value = self.scalar(key)
        return self.formed("bad-date", key, value, formats.edtf) if value else ""

    def required_edtf(self, key: str) -> str:
        """An EDTF date that must be there."""
        if key not in self.pairs or self.empty(key):
            self.missing(key)
        return self.edtf(key)

    def moment(self, key: str) -> str:
        """An ISO 8601 date or date-time, in its extended form with seconds."""
        value = self.scalar(key)
        return self.formed("bad-date", key, value, formats.moment) if value else ""

    def address(self, key: str) -> str:
        """An absolute address, http or https."""
        value = self.scalar(key)
        return self.formed("bad-url", key, value, formats.web_address) if value else ""

    def addresses(self, key: str) -> tuple[str, ...]:
        """A list of absolute addresses; one by itself is a list of one."""
        return self.forms(key, "bad-url", formats.web_address)

    def form(self, key: str, code: str, check: formats.Check) -> str:
        """A text that `check` accepts and may put into its usual form."""
        value = self.scalar(key)
        return self.formed(code, key, value, check) if value else ""

    def forms(self, key: str, code: str, check: formats.Check) -> tuple[str, ...]:
        """A list of texts that `check` accepts; the others are reported and left out."""
        return self.listed(key, lambda value: self.formed(code, key, value, check))

    # --- Values that hold others -----------------------------------------------------------------

    def group(self, key: str, what: str) -> Fields | None:
        """The fields of a mapping in this one, or None if it is not there."""
        node = self.node(key)
        return Fields(node, what, self.problems) if node is not None else None

    def entries(self, key: str, what: str, read: Callable[[Fields], T | None]) -> tuple[T, ...]:
        """A list of mappings, each read by `read`, which gives None for one that cannot be used."""
        node = self.node(key)
        return tuple(each_item(node, key, what, self.problems, read)) if node is not None else ()

    # --- The end ---------------------------------------------------------------------------------

    def end(self, *, open: bool = False) -> None:
        """Report the keys that nothing asked for; as warnings where the mapping is `open` to others."""
        if self.pairs.keys() <= self.asked.keys():
            return
        for key in (key for key in self.pairs if key not in self.asked):
            hint = nearest_hint(key, [name for name in self.asked if name not in self.pairs])
            if not hint.startswith("did"):
                hint = f"its keys are: {', '.join(self.asked)}"
            if key == "<<":
                hint = "merge keys are not part of YAML 1.2; write the keys out"
            report = warning if open else error
            message = f"`{shortened(key)}` is not a key of {self.what}"
            self.problems.append(report("unknown-key", message, self.pairs[key].key_at, hint))

    def error(self, code: str, message: str, at: Location, hint: str = "") -> None:
        """Collect an error."""
        self.problems.append(error(code, message, at, hint))

    def warn(self, code: str, message: str, at: Location, hint: str = "") -> None:
        """Collect a warning."""
        self.problems.append(warning(code, message, at, hint))

    def missing(self, key: str, why: str = "", hint: str = "") -> None:
        """Report that a key has no value, unless a wrong one was reported already."""
        pair = self.pairs.get(key)
        if pair is None and not self.broken:
            self.error("missing-key", f"{self.what} must have `{key}`{why}", self.at, hint)
        elif pair and self.empty(key):
            self.error("missing-key", f"`{key}` has no value{why}", pair.key_at, hint)

    def empty(self, key: str) -> bool:
        """Whether a key that is there has no value, or a text of white space only."""
        value = self.pairs[key].value
        return (isinstance(value, Scalar) and not value.text.strip()) or is_nothing(value)

    def place(self, key: str) -> Location:
        """Where the value of a key stands, or else the entry."""
        pair = self.pairs.get(key)
        return pair.value.at if pair else self.at

    # --- Inside ----------------------------------------------------------------------------------

    def node(self, key: str) -> Node | None:
        """The value of a key, unless it is YAML's nothing."""
        self.asked[key] = None
        pair = self.pairs.get(key)
        if pair is None:
            return None
        value = pair.value
        if isinstance(value, Scalar) and value.empty:
            return None
        self.places[key] = value.at
        return value

    def scalar(self, key: str) -> Scalar | None:
        """The value of a key as a text, reported if it is anything else."""
        if key not in self.pairs:  # as most keys of most entries
            self.asked[key] = None
            return None
        value = self.pairs[key].value
        if isinstance(value, Scalar) and not value.special:  # as nearly all others
            self.asked[key] = None
            self.places[key] = value.at
            return value
        node = self.node(key)
        return self.checked_text(key, node) if node is not None else None

    def listed(self, key: str, check: Callable[[Scalar], str], *, repeats: bool = False) -> tuple[str, ...]:
        """The texts of a list, or the one that stands in its place, as `check` gives them back.

        Those that it gives back empty are left out; the places of the others are counted without them.
        """
        node = self.node(key)
        if node is None or (isinstance(node, Scalar) and not node.text.strip()):
            return ()
        if isinstance(node, Mapping):
            self.wrong_type(node.at, f"`{key}` must be", "a list of texts", node)
            return ()
        found: list[str] = []
        for item in node.items if isinstance(node, Items) else (node,):
            value = self.checked_text(key, item)
            if value is None:
                continue
            if not value.text.strip():
                self.error("wrong-type", f"an item of `{key}` is empty", item.at, "fill it in or delete it")
                continue
            text = check(value)
            if text in found and not repeats:
                self.warn("duplicate-item", f"`{key}` has “{shortened(text)}” twice", item.at)
            elif text:
                self.places[f"{key}[{len(found)}]"] = value.at
                found.append(text)
        return tuple(found)

    def checked_text(self, key: str, node: Node) -> Scalar | None:
        """The node as a text; None, and a problem, if it is a list, a mapping or a truth value."""
        if isinstance(node, Scalar):
            if not node.special:
                return node
            if not (node.plain and node.text in ("true", "false")):
                found = re.search(_FORBIDDEN, node.text)
                if found:
                    message = f"`{key}` holds the control character U+{ord(found[0]):04X}, which no page may"
                    self.error("bad-character", message, node.at, "delete it, or its escape")
                    return None
                return Scalar("", False, node.at, special=False) if node.empty else node
            hint = f'to mean the word, put it in quotation marks: "{node.text}"'
            self.wrong_type(node.at, f"`{key}` must be", "text", node, hint)
        else:
            hint = ""
            if isinstance(node, Mapping) and len(node.pairs) == 1 and _reads_as_text(node):
                hint = "a text with a colon and a space in it must stand in quotation marks"
            self.wrong_type(node.at, f"`{key}` must be", "text", node, hint)
        return None

    def checked_id(self, key: str, value: Scalar, purpose: str) -> str:
        """The value as an id; empty, and a problem, if it has not the form of one."""
        text = value.text.strip()
        if is_slug(text):
            return text
        message = f"`{key}`: “{shortened(text)}” is not {purpose}"
        self.error("bad-id", message, value.at, id_hint(text))
        return ""

    def formed(self, code: str, key: str, value: Scalar, check: formats.Check) -> str:
        """The value as `check` gives it back; empty, and a problem with `code`, if it refuses."""
        try:
            return check(value.text.strip())
        except formats.FormatError as problem:
            self.error(code, f"`{key}`: {problem.message}", value.at, problem.hint)
            return ""

    def wrong_type(self, at: Location, start: str, wanted: str, node: Node, hint: str = "") -> None:
        """Report a value of another type than the one asked for."""
        self.error("wrong-type", f"{start} {wanted}, but this is {kind_of(node)}", at, hint)


def nearest_hint(word: str, known: Collection[str]) -> str:
    """`did you mean …?` for the known word nearest to `word`; else a list of the known ones if short."""
    if not known:
        return ""
    from dateline.reading.spelling import nearest_word

    found = nearest_word(word, known)
    if found:
        return f"did you mean `{found}`?"
    return f"known are: {', '.join(sorted(set(known)))}" if len(known) <= _LISTED else ""


_FORBIDDEN = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
"""What neither XML nor HTML may hold."""
_LISTED = 12
_TRUTH = {"yes": "true", "on": "true", "y": "true", "1": "true"} | dict.fromkeys(
    ("no", "off", "n", "0"), "false"
)


def each_item(
    node: Node, key: str, what: str, problems: list[Diagnostic], read: Callable[[Fields], T | None]
) -> Iterator[T]:
    """Each mapping of a list, read."""
    name = key if key == "the file" else f"`{key}`"
    if not isinstance(node, Items):
        hint = "start each entry with a hyphen and a space"
        message = f"{name} must be a list, but this is {kind_of(node)}"
        problems.append(error("wrong-type", message, node.at, hint))
        return
    for item in node.items:
        if is_nothing(item):
            problems.append(error("wrong-type", f"an item of {name} is empty", item.at, "delete it"))
            continue
        fields = Fields(item, what, problems)
        if isinstance(item, Mapping) and (entry := read(fields)) is not None:
            yield entry


def id_hint(text: str) -> str:
    """What an id looks like, and which one `text` could be."""
    could_be = slugify(text)
    rule = "an id is lower-case ASCII letters, digits and hyphens"
    return f"{rule}: `{could_be}`" if could_be else rule


def is_nothing(node: Node) -> bool:
    """Whether a value is YAML's way to write none."""
    return isinstance(node, Scalar) and node.empty


def kind_of(node: Node) -> str:
    """What a node is, in words."""
    if isinstance(node, Items):
        return "a list"
    if isinstance(node, Mapping):
        return "a mapping"
    if node.plain and node.text in ("true", "false"):
        return f"the truth value {node.text}"
    return f"the text “{shortened(node.text)}”" if node.text else "empty"


def _reads_as_text(node: Mapping) -> bool:
    """Whether a one-key mapping looks like a sentence with a colon in it."""
    key, pair = next(iter(node.pairs.items()))
    return " " in key and isinstance(pair.value, Scalar)


def shortened(text: str) -> str:
    """A value on one line, cut if long."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
