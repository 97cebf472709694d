"""Compiled templates, kept from one build to the next: compiling them takes longer than a small build.

Jinja's own ways of keeping them believe whatever they find; ours come out of the cache, which knows a
damaged value. That the source of a template is still the same is checked by Jinja.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from jinja2 import TemplateError
from jinja2.bccache import Bucket, BytecodeCache

from dateline.building.render import make_environment


class Templates:
    """A theme's templates, each compiled at most once."""

    def __init__(self, folders: tuple[Path, ...], kept: Mapping[str, bytes]) -> None:
        """`folders` are looked in one after the other; `kept` is what earlier builds compiled."""
        self._folders = folders
        self._compiled = CompiledTemplates(kept)
        self.environment = make_environment(folders, self._compiled)

    def load(self, name: str) -> None:
        """Compile a template now. One that cannot be is told of when a page needs it."""
        with suppress(TemplateError, UnicodeError, RecursionError):
            self.environment.get_template(name)

    def take_new(self) -> dict[str, bytes]:
        """What has been compiled since this was asked the last time."""
        new, self._compiled.new = self._compiled.new, {}
        return new


class CompiledTemplates(BytecodeCache):
    """What Jinja asks for compiled templates, and gives new ones to."""

    def __init__(self, kept: Mapping[str, bytes]) -> None:
        """`kept` are those of earlier builds."""
        self.kept = kept
        self.new: dict[str, bytes] = {}
        """Those compiled since."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Called by Jinja: fills the bucket if there is something for it."""
        code = self.kept.get(bucket.key)
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Called by Jinja when it has compiled a template."""
        self.new[bucket.key] = bucket.bytecode_to_string()
