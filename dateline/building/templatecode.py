"""How templates become Python: as Jinja makes it, less what our templates do not need.

Half of the time of a cold build is spent in templates. Jinja lets the code that it writes be changed; ours

- calls functions and macros directly, for none that templates know asks for Jinja's context;
- does not wrap what it has escaped when the next thing is to write it;
- hands a block on as one text and not in pieces through every template above it.

What a template may say and what comes out stays the same, and a test holds the two against each other.
"""

from __future__ import annotations

from keyword import iskeyword
from typing import Any

import markupsafe
from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

_escaped = getattr(markupsafe, "_escape_inner", escape)
"""Escapes a plain text, without wrapping it. Not a name that markupsafe promises."""

_new = str.__new__


def written(value: Any) -> str:
    """A value as it is written into a page: markup as it is, all else as text with its signs escaped."""
    kind = type(value)
    if kind is str:
        return _escaped(value)
    return value if kind is Markup else escape(value)


def marked(html: str) -> Markup:
    """HTML that is ours, or was sanitised, as it is to be written."""
    return _new(Markup, html)


class PlainMacro(Macro):
    """A macro whose arguments are put in place with little ado."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._is_plain = not (self.catch_kwargs or self.catch_varargs or self.caller or self.explicit_caller)

    def __call__(self, *given: Any, **named: Any) -> str:
        """The macro's text, safe to be written."""
        more = self._argument_count - len(given)
        if not self._is_plain or more < 0:
            return super().__call__(*given, **named)
        if more:
            given += tuple([named.pop(name, missing) for name in self.arguments[-more:]])
        if named:
            return super().__call__(*given, **named)  # which says what is wrong with them
        return _new(Markup, self._func(*given))


class PageCode(CodeGenerator):
    """Writes the Python of a template."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """The whole module; the names that its functions look up are set at its end."""
        super().visit_Template(node, frame)
        self.writeline("escape = environment.written")
        self.writeline("Macro = environment.macro")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """A call, direct where its arguments are all named or in their places."""
        starred = node.dyn_args is not None or node.dyn_kwargs is not None
        if forward_caller or starred or any(iskeyword(named.key) for named in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for named in node.kwargs:
            self.visit(named, frame)
            self.write(", ")
        self.write(")")

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:
        """A block in a template that extends nothing: its text as one."""
        if frame.buffer is not None or (frame.toplevel and self.extends_so_far) or node.required:
            super().visit_Block(node, frame)
            return
        context = self.derive_context(frame) if node.scoped else self.get_context_ref()
        self.writeline(f"yield concat(context.blocks[{node.name!r}][0]({context}))", node)


class PageEnvironment(Environment):
    """Jinja with our code for templates."""

    code_generator_class = PageCode
    written = staticmethod(written)
    macro = PlainMacro
