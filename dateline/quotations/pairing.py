"""Pairs quotation marks: which sign opens, which closes, which is an apostrophe or a prime.

Reads a text paragraph by paragraph with a stack of open marks. What a pair then is, which single
marks count, and what block quotes add is left to `find`.
"""

from __future__ import annotations

import re

from dateline.quotations.blocks import ProseBlock
from dateline.quotations.signs import (
    BEYOND,
    BY_TURNS,
    CLOSES,
    DOUBLES,
    NONE,
    OPENS,
    SINGLE_CLOSES,
    SINGLE_DOUBTFUL,
    SINGLE_OPENS,
    SINGLES,
    SPACE,
    by_its_form,
    closing,
    reopening,
    role_of,
)
from dateline.text.typography import marks_of


class Frame:
    """A quotation while it is being read; `inner` has one range a paragraph."""

    __slots__ = ("block", "end", "inner", "mark", "opened", "parent", "start", "stop")

    def __init__(self, start: int, mark: str, parent: Frame | None, stop: int = -1) -> None:
        self.start = start
        self.end = -1
        self.mark = mark
        self.parent = parent
        self.opened = start + 1  # where the words of the present paragraph begin
        self.inner: list[tuple[int, int]] = []
        self.stop = stop  # for single marks: where the closing one stands, found by looking ahead
        self.block = False


class Pairing:
    """Give it the paragraphs in order, then read `found` and `lonely`."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.reversed_guillemets = language[:2] in ("de", "da")
        self.same_singles = marks_of(language).inner_open == "’"
        """Whether one single mark opens and closes, as in Swedish: ’nej’."""
        self.stack: list[Frame] = []
        self.found: list[Frame] = []
        self.lonely: list[tuple[int, bool]] = []
        """Offsets of marks without a partner, and whether they open."""

    def paragraph(self, start: int, end: int, marks: list[int], after: ProseBlock | None) -> None:
        """Pairs the marks (offsets, in order) of one paragraph.

        `after` is the block that a quotation may run on into, None where it must end here.
        """
        if self.stack:
            marks = self._carried_over(start, end, marks)
        elif self._take_turns(marks):
            return
        before = len(self.found)
        roles = self._roles(start, end, marks)
        for index, at in enumerate(marks):
            role = roles[index]
            if role == OPENS:
                if len(self.stack) == _DEEPEST:
                    continue
                self.stack.append(Frame(at, self.text[at], self.stack[-1] if self.stack else None))
            elif role == CLOSES:
                self._close(at)
            elif role == SINGLE_CLOSES:
                if self.stack and self.stack[-1].stop == at:
                    self._finish(self.stack.pop(), at)
            elif role != NONE:
                self._open_single(index, marks, roles, start, after)
        if self.stack:
            self._end_of_paragraph(start, end, after, before)

    def give_up(self) -> None:
        """Ends what is still open where its last paragraph ended."""
        while self.stack:
            self._abandon(self.stack.pop())

    def _take_turns(self, marks: list[int]) -> bool:
        """Pairs marks that open and close by turns, as mostly they do; False where one may do anything else.

        Of those in BY_TURNS, a first one before a word opens, and a second one behind no number closes then.
        """
        text = self.text
        if len(marks) % 2:
            return False
        pairs = [*zip(marks[::2], marks[1::2], strict=True)]
        for first, last in pairs:
            if (
                text[last] != BY_TURNS.get(text[first])
                or text[first + 1] in _AFTER_CLOSING
                or text[last - 1].isdigit()
            ):
                return False
        for first, last in pairs:
            self._finish(Frame(first, text[first], None), last)
        return True

    # --- what a mark does ---------------------------------------------------------------------

    def _roles(self, start: int, end: int, marks: list[int]) -> list[int]:
        """For each mark whether it opens, closes or is none, by its looks and by what is open."""
        text = self.text
        roles = [NONE] * len(marks)
        still_open = [frame.mark for frame in self.stack if frame.mark not in SINGLES]
        straight = 0
        for index, at in enumerate(marks):
            mark = text[at]
            left = text[at - 1] if at > start else " "
            right = text[at + 1] if at + 1 < end else " "
            opens = left in _BEFORE_OPENING and right not in SPACE
            closes = left not in SPACE and right in _AFTER_CLOSING
            if (
                (left >= BEYOND or right >= BEYOND)
                and mark in "“‘”’"
                and by_its_form(text[max(start, at - 3) : at], text[at + 1 : min(at + 4, end)])
            ):
                if mark in "”’":
                    opens, closes = False, left not in SPACE
                elif right in _FIRST_INSIDE or right not in _AFTER_CLOSING:
                    opens, closes = True, False
            if mark in _APOSTROPHES:
                roles[index] = self._single_role(at, start, end, opens, closes, still_open)
                continue
            if left.isdigit() and mark in '"”' and self._is_inches(at, start, end, still_open, marks, index):
                continue
            if mark == '"':
                straight += 1
                if not (still_open or opens or closes) and self._closes_next(marks, index, end):
                    opens = True  # a blank is missing: spoke about"joint operations"
            role = role_of(mark, left, right, opens, closes, still_open, self.reversed_guillemets)
            roles[index] = role
            if role == OPENS:
                still_open.append(mark)
            elif role == CLOSES and still_open:
                still_open.pop()
        if '"' in still_open and straight > 1 and straight % 2 == 0 and not self.stack:
            self._count_off(marks, roles, straight)
        return roles

    def _single_role(
        self, at: int, start: int, end: int, opens: bool, closes: bool, still_open: list[str]
    ) -> int:
        text = self.text
        mark = text[at]
        if mark in "‘’" and "‚" in still_open and closes:
            still_open.remove("‚")
            return CLOSES
        if self.same_singles and not closes and at > start and text[at - 1] == "”":
            opens = True
        if not opens or (mark == "’" and not self.same_singles):
            rock_n_roll = at - start > 1 and text[at - 1] in "nN" and text[at - 2] in "'’‘"
            return SINGLE_CLOSES if closes and not rock_n_roll else NONE
        if at - 1 > start and text[at - 1] == "-" and text[at - 2].isalnum():
            return NONE
        return SINGLE_DOUBTFUL if _ELISION.match(text, at, end) else SINGLE_OPENS

    def _is_inches(
        self, at: int, start: int, end: int, still_open: list[str], marks: list[int], index: int
    ) -> bool:
        """Whether a mark after a digit measures: 5' 10", a 12" record (which smart quotes make a ”)."""
        text = self.text
        if not still_open or _INCHES.search(text, max(start, at - 12), at):
            return True
        # In a quotation it measures if the next mark closes without doubt: "The 12" record is great," …
        later = next((mark for mark in marks[index + 1 : index + _AHEAD] if text[mark] in '"“”'), -1)
        return later > 0 and text[later - 1] in ".,!?" and (later + 1 >= end or text[later + 1] in SPACE)

    def _closes_next(self, marks: list[int], index: int, end: int) -> bool:
        """Whether the next straight mark can only close."""
        text = self.text
        at = next((mark for mark in marks[index + 1 : index + _AHEAD] if text[mark] == '"'), -1)
        right = text[at + 1] if 0 <= at < end - 1 else " "
        return at > 0 and text[at - 1] not in _BEFORE_OPENING and right in _AFTER_CLOSING

    def _count_off(self, marks: list[int], roles: list[int], straight: int) -> None:
        """Pairs straight marks by counting where looks left one over although their number is even."""
        doubles = [index for index, at in enumerate(marks) if self.text[at] in DOUBLES]
        counted = [index for index in doubles if self.text[marks[index]] == '"' and roles[index] != NONE]
        if len(doubles) == straight == len(counted):
            for order, index in enumerate(counted):
                roles[index] = CLOSES if order % 2 else OPENS

    # --- opening and closing ------------------------------------------------------------------

    def _open_single(
        self, index: int, marks: list[int], roles: list[int], start: int, after: ProseBlock | None
    ) -> None:
        """Opens a single mark if one that closes it can be seen, or if the next paragraph opens anew."""
        text, stack = self.text, self.stack
        if len(stack) == _DEEPEST or (stack and stack[-1].mark in SINGLES):
            return
        at = marks[index]
        stop = self._single_stop(index, marks, roles)
        if roles[index] == SINGLE_DOUBTFUL:
            begins = at == start or text[at - 1] not in SPACE or text[at - 2] in ",:"
            if stop < 0 or not begins or text[stop - 1] not in ".,!?…":
                return
        if stop >= 0 and at == start and after is not None and self.text.startswith(text[at], after.start):
            # ‘The workers’ rights matter.¶‘They always did,’ he said: an apostrophe rather than the end.
            stop = -1 if _MAY_BE_APOSTROPHE.search(text, max(0, stop - 4), stop) else stop
        if stop < 0:
            signs = "".join(frame.mark for frame in stack) + text[at]
            if after is None or not text.startswith(signs, after.start):
                return
        stack.append(Frame(at, text[at], stack[-1] if stack else None, stop))

    def _single_stop(self, index: int, marks: list[int], roles: list[int]) -> int:
        """Where the single mark at `index` closes, or -1.

        The apostrophe of a plural possessive or a dropped letter (the workers' rights, goin' home)
        is passed over if a better closing mark follows before anything opens.
        """
        text = self.text
        depth = 0
        doubtful = -1
        for later in range(index + 1, len(marks)):
            role = roles[later]
            if role == OPENS:
                depth += 1
            elif role == CLOSES:
                depth -= 1
                if depth < 0:
                    break
            elif depth == 0 and role == SINGLE_OPENS:
                break
            elif depth == 0 and role == SINGLE_CLOSES:
                at = marks[later]
                if _MAY_BE_APOSTROPHE.search(text, max(0, at - 4), at):
                    doubtful = at if doubtful < 0 else doubtful
                elif doubtful < 0 or text[at - 1] in '.,!?…”"':
                    return at
        return doubtful

    def _close(self, at: int) -> None:
        stack = self.stack
        while stack and stack[-1].mark in SINGLES:
            stack.pop()
        if stack:
            self._finish(stack.pop(), at)
        elif self.text[at] in "”»›」』":
            self.lonely.append((at, False))

    def _finish(self, frame: Frame, at: int) -> None:
        frame.inner.append((frame.opened, at))
        frame.end = at + 1
        self.found.append(frame)

    # --- from one paragraph into the next -----------------------------------------------------

    def _carried_over(self, start: int, end: int, marks: list[int]) -> list[int]:
        """Settles what is open when a paragraph begins; gives the marks that are left to pair.

        A paragraph that opens the quotation anew goes on with it. One that does not is part of it
        only if the first thing that its marks do is to close it.
        """
        text, stack = self.text, self.stack
        at = start
        while at < end and text[at] in _BLANK:
            at += 1
        anew = 0
        while anew < len(stack) and at < end and text[at] in reopening(stack[anew].mark):
            stack[anew].opened = at = at + 1
            anew += 1
        if anew:
            del stack[anew:]
            rest = [mark for mark in marks if mark >= at]
            if stack[-1].mark in SINGLES:
                roles = self._roles(start, end, rest)
                stack[-1].stop = self._single_stop(-1, rest, roles)
            return rest
        for mark in marks:
            if text[mark] not in _APOSTROPHES:
                left = text[mark - 1] if mark > start else " "
                right = text[mark + 1] if mark + 1 < end else " "
                if text[mark] in closing(stack[0].mark) and left not in SPACE and right in _AFTER_CLOSING:
                    del stack[1:]
                    stack[0].opened = start
                    return marks
                break
        self.give_up()
        return marks

    def _end_of_paragraph(self, start: int, end: int, after: ProseBlock | None, before: int) -> None:
        """Keeps open what may run on into the next paragraph, and ends the rest here."""
        stack, text = self.stack, self.text
        while stack and stack[-1].mark in SINGLES and (stack[-1].stop >= 0 or after is None):
            stack.pop()
        if not stack:
            return
        for frame in stack:
            frame.inner.append((frame.opened, end))
        bottom = stack[0]
        doubles = sum(frame.mark not in SINGLES for frame in stack)
        # The same marks inside the open one: rather was the open one never closed.
        whole = (
            after is not None
            and not text[start : bottom.opened].strip(_BLANK + bottom.mark)
            and text[after.start : after.start + 1] in reopening(bottom.mark)
        )
        same = not whole and any(
            frame.start > bottom.start and frame.mark in reopening(bottom.mark)
            for frame in self.found[before:]
        )
        ends_well = text[start:end].rstrip()[-1:] in _ENDS_A_PARAGRAPH
        if after is None or same or doubles > 1 or not ends_well or self._told_at_the_end(bottom, end):
            self.give_up()

    def _told_at_the_end(self, frame: Frame, end: int) -> bool:
        """Whether a paragraph ends with `he said`: then its open mark should have been closed before."""
        return re.compile(_TOLD).search(self.text, max(frame.opened, end - 160), end) is not None

    def _abandon(self, frame: Frame) -> None:
        """A mark that never closed: a quotation as far as its paragraph, or the next quotation, goes."""
        if frame.mark in SINGLES:
            return
        self.lonely.append((frame.start, True))
        first, last = frame.inner.pop()
        for other in reversed(self.found):
            if other.end <= first:
                break
            if first <= other.start < last:
                last = other.start
        stripped = first + len(self.text[first:last].rstrip())
        if stripped > first:
            frame.inner.append((first, stripped))
        if frame.inner:
            frame.end = frame.inner[-1][1]
            self.found.append(frame)


_DEEPEST = 8  # quotations in one another; more are a row of stray marks
_AHEAD = 30  # marks looked ahead at, so that a paragraph of nothing but marks does not take for ever
_BLANK = " \t*_>"  # what may stand before a paragraph's first mark, in Markdown source too
_APOSTROPHES = frozenset("'‘’‛")
# Emphasis signs are here so that Markdown source can be read as it stands.
_BEFORE_OPENING = SPACE | frozenset("([{<*_~/|—–-―‒=:>“‘«„‚‹「『\"'¿¡+…")
_AFTER_CLOSING = SPACE | frozenset(")]}>*_~/|—–-―‒.,;:!?…”’»“«›」』\"'‘[(，。、！？")
_FIRST_INSIDE = frozenset("“‘「『（…—")  # of those, what may come first in a quotation
_ENDS_A_PARAGRAPH = frozenset(".!?…:;,—–-)]*_。！？、\"'”’»›」』“")
# Words that lose their beginning to an apostrophe.
_ELISION = re.compile(
    r".(?:\d\ds?\b|(?:em|n|til|till|tis|twas|twere|twould|twill|twasn|tisn|cause|bout|round|cos|coz|cuz|"
    r"ere|er|im|ya|kay|neath|gainst|tude|hood|fraid|nuff|nother|s|d|ll|re|ve|m|t)\b)",
    re.IGNORECASE,
)
_TOLD = (
    r"[,.?!…”\"’'–—]\s(?:(?:he|she|they|we|I|[A-Z][\w.’-]+(?:\s[A-Z][\w.’-]+){0,3})\s(?:said|says|asked|added|told|wrote)"
    r"|(?:said|says|asked|added|sagte|fragte|meinte|dit|dijo|disse)\s(?:he|she|they|er|sie|[A-Z][\w.’-]+)"
    r"|(?:dit|a-t|demanda)-(?:il|elle|t-il|t-elle))\b[^“”\"„«»]*\Z"
)
"""Compiled when first asked for: few quotations are left open."""
_INCHES = re.compile(r"['’′]\s?(?:\d+(?:\.\d+)?|\d*[¼½¾⅛⅜⅝⅞])$")
_MAY_BE_APOSTROPHE = re.compile(r"[^\W\d_](?:[sSzZxX]|in|IN)$|(?:\b(?:o|th|ol|lil|an|d))$")
