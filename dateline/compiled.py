"""Compiled templates, kept from one build to the next: compiling them takes longer than a small build.

Jinja's own ways of keeping them believe whatever they find; ours come out of the cache, which knows a
damaged value. That the source of a template is still the same is checked by Jinja.
"""

from __future__ import annotations

from collections.abc import Mapping

from jinja2.bccache import Bucket, BytecodeCache


class CompiledTemplates(BytecodeCache):
    """What Jinja asks for compiled templates, and gives new ones to."""

    def __init__(self, kept: Mapping[str, bytes]) -> None:
        """`kept` are those of earlier builds."""
        self._kept = kept
        self.new: dict[str, bytes] = {}
        """Those compiled since."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Called by Jinja: fills the bucket if there is something for it."""
        code = self._kept.get(bucket.key)
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Called by Jinja when it has compiled a template."""
        self.new[bucket.key] = bucket.bytecode_to_string()
