"""How templates become Python: as Jinja makes it, less what our templates do not need.

Half of the time of a cold build is spent in templates. Jinja lets the code that it writes be changed; ours

- calls functions and macros directly, for none that templates know asks for Jinja's context;
- writes what is HTML already as it is, and looks at all else only to see whether it is a plain text;
- asks values for their attributes directly, and Jinja only after one was not there;
- looks up what is given to the page once in a template or block, not in each turn of a loop or macro;
- does not wrap what it has escaped when the next thing is to write it;
- hands a block on as one text and not in pieces through every template above it;
- makes macros once for all pages that give them the same.

What a template may say and what comes out stays the same, and a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from functools import cached_property
from itertools import chain
from keyword import iskeyword
from operator import is_
from typing import Any

import markupsafe
from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.filters import sync_do_join
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, Macro, markup_join
from jinja2.utils import missing, pass_eval_context
from markupsafe import Markup, escape

from dateline.addresses import Links
from dateline.building.templatenames import IMPORTS, kept_in, name_of, names_in, only_makes_macros

_escaped = getattr(markupsafe, "_escape_inner", escape)
"""Escapes a plain text, without wrapping it. Not a name that markupsafe promises."""

_new = str.__new__


def written(value: Any) -> str:
    """A value as it is written into a page: markup as it is, all else as text with its signs escaped."""
    kind = type(value)
    if kind is str:
        return _escaped(value)
    if kind is int:
        return str(value)
    return value if kind is Markup else escape(value)


def marked(html: str) -> Markup:
    """HTML that is ours, or was sanitised, as it is to be written."""
    return _new(Markup, html)


def joined(parts: tuple[Any, ...]) -> str:
    """What `~` makes of its sides: a plain text of plain texts."""
    return "".join(parts) if _are_plain(parts) else markup_join(parts)


@pass_eval_context
def listed(context: EvalContext, values: Any, between: Any = "", attribute: Any = None) -> str:
    """The filter `join`, of plain texts without ado."""
    if type(values) is tuple and type(between) is str and attribute is None and _are_plain(values):
        return between.join(values)
    return sync_do_join(context, values, between, attribute)


def _are_plain(values: tuple[Any, ...]) -> bool:
    return _TEXT.issuperset(map(type, values))


_TEXT = frozenset((str,))


class PlainMacro(Macro):
    """A macro whose arguments are put in place with little ado."""

    def __init__(
        self,
        environment: Environment,
        func: Any,
        name: str,
        arguments: Any,
        catch_kwargs: bool,
        catch_varargs: bool,
        caller: bool,
        autoescape: bool,
    ) -> None:
        """As Jinja's own, which takes twice as long: every page makes all macros that it may call."""
        self._environment = environment
        self._func = func
        self.name = name
        self.arguments = arguments
        self._argument_count = len(arguments)
        self.catch_kwargs = catch_kwargs
        self.catch_varargs = catch_varargs
        self.caller = caller
        self.explicit_caller = "caller" in arguments
        self._default_autoescape = autoescape
        self._is_plain = not (catch_kwargs or catch_varargs or caller or self.explicit_caller)
        if self._is_plain:
            func.__defaults__ = (missing,) * len(arguments)
        self.text = func if self._is_plain else self._text_of_any
        """Gives the macro's text, not marked as safe."""

    def __call__(self, *given: Any, **named: Any) -> str:
        """The macro's text, safe to be written."""
        more = self._argument_count - len(given)
        if more < 0 or not self._is_plain:
            return super().__call__(*given, **named)
        if named and more:
            given += tuple([named.pop(name, missing) for name in self.arguments[-more:]])
        if named:
            return super().__call__(*given, **named)  # which says what is wrong with them
        return _new(Markup, self._func(*given))

    def _text_of_any(self, *given: Any) -> str:
        """The text of one that takes arguments of any name, where none is named."""
        return self(*given)


class PageCode(CodeGenerator):
    """Writes the Python of a template."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """The whole module; the names that its functions look up are set at its end."""
        blocks = {each.name: names_in(each.body) for each in node.find_all(nodes.Block)}
        own = names_in([each for each in node.body if not isinstance(each, nodes.Block)])
        given = own.given.union(*(names.given for names in blocks.values()))
        macros = own.macros.union(*(names.macros for names in blocks.values()))
        self._give_html = macros.union((_FILL,)) - given
        # What a template sets on its way to the blocks of the one that extends it, macros of that one see.
        extends = node.find(nodes.Extends) is not None
        self._constant: dict[str | None, set[str]] = {None: set() if extends else own.asked - given - macros}
        # Nothing in a block gives a name of its template another value: only its own statements do.
        for name, names in blocks.items():
            self._constant[name] = names.asked - names.given - names.macros
        super().visit_Template(node, frame)
        if only_makes_macros(node):
            imports = [each for each in node.body if isinstance(each, IMPORTS) and each.with_context]
            imported = tuple([name_of(each.template) for each in imports])
            asked = own.asked - kept_in(node) | {"t"}
            self.writeline(f"root.asks = {tuple(sorted(asked))!r}, {imported!r}")
        self.writeline("escape = environment.written")
        self.writeline("escape_text = environment.escape_text")
        self.writeline("markup_join = environment.joined")
        self.writeline("Macro = environment.macro")

    def enter_frame(self, frame: Frame) -> None:
        """The beginning of a function or loop: looks up what is given to the page, once for all in it."""
        if frame.rootlevel or frame.block_frame:
            for name in sorted(self._constant[frame.block]):
                frame.symbols.load(name)
        super().enter_frame(frame)

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        """The macros of another template."""
        if not node.with_context or name_of(node.template) is None:
            super()._import_common(node, frame)
            return
        local = self.dump_local_context(frame)
        self.write(f"environment.module({name_of(node.template)!r}, context, {local})")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """A call, direct where its arguments are all named or in their places."""
        starred = node.dyn_args is not None or node.dyn_kwargs is not None
        if forward_caller or starred or any(iskeyword(named.key) for named in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self._visit_used(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for named in node.kwargs:
            self.visit(named, frame)
            self.write(", ")
        self.write(")")

    def _visit_used(self, node: nodes.Expr, frame: Frame) -> None:
        """What is called or asked for an attribute."""
        self.visit(node, frame)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        """What is written; `x if y` is nothing where `y` is not so, not a value that tells why it is not."""
        for child in node.nodes:
            if isinstance(child, nodes.CondExpr) and child.expr2 is None:
                child.expr2 = nodes.Const("", lineno=child.lineno)
        super().visit_Output(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Before something that is written."""
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        elif not isinstance(node, nodes.MarkSafe):
            self.write("(escape_text(value) if type(value := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """After it."""
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_post(node, frame, finalize)
        elif not isinstance(node, nodes.MarkSafe):
            self.write(") is str else escape(value))")

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:
        """A block in a template that extends nothing: its text as one."""
        if frame.buffer is not None or (frame.toplevel and self.extends_so_far) or node.required:
            super().visit_Block(node, frame)
            return
        context = self.derive_context(frame) if node.scoped else self.get_context_ref()
        self.writeline(f"yield concat(context.blocks[{node.name!r}][0]({context}))", node)


_FILL = "fill"
"""A function given to templates that has a `text`, too: HTML not marked as safe."""
_PARAMETER = "l_1_"
"""Begins the names of a macro's parameters in the code that Jinja writes, if the macro is in no loop."""


class DirectCode(PageCode):
    """The same, for values that have all the attributes that a template looks at."""

    _asks_jinja = False

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        """What is written; of HTML, its text."""
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            node.nodes = [self._html_in(child) for child in node.nodes]
        super().visit_Output(node, frame)

    def _html_in(self, node: nodes.Expr) -> nodes.Expr:
        """What is known to give HTML, so that it gives no more than the text of it."""
        if isinstance(node, nodes.Filter) and self.environment.filters.get(node.name) is marked:
            text: nodes.Expr = nodes.EnvironmentAttribute("text", lineno=node.lineno)
            given = [node.node] if node.node is not None else []
            call = nodes.Call(text, given, [], None, None, lineno=node.lineno)
            return nodes.MarkSafe(call, lineno=node.lineno)
        if not (isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name)):
            return node
        name, named = node.node.name, node.kwargs
        if name not in self._give_html or node.dyn_args or node.dyn_kwargs or (named and name == _FILL):
            return node
        text = nodes.Getattr(node.node, "text", "load", lineno=node.lineno)
        named = [nodes.Keyword(_PARAMETER + each.key, each.value, lineno=each.lineno) for each in named]
        call = nodes.Call(text, node.args, named, None, None, lineno=node.lineno)
        return nodes.MarkSafe(call, lineno=node.lineno)

    def visit_MarkSafe(self, node: nodes.MarkSafe, frame: Frame) -> None:
        """HTML that is written."""
        self.visit(node.expr, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """An attribute, asked of the value itself."""
        is_plain = node.attr.isascii() and not iskeyword(node.attr) and isinstance(node.node, _VALUES)
        if self._asks_jinja or not is_plain:
            super().visit_Getattr(node, frame)
            return
        self._visit_used(node.node, frame)
        self.write(f".{node.attr}")

    def _visit_used(self, node: nodes.Expr, frame: Frame) -> None:
        """The same; that nothing has that name comes out when it is used."""
        if isinstance(node, nodes.Name) and not self._asks_jinja:
            self.write(frame.symbols.ref(node.name))
        else:
            self.visit(node, frame)

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:
        """A test; whether something is there at all is asked of Jinja."""
        with self._asking_jinja(node.name in ("defined", "undefined")):
            super().visit_Test(node, frame)

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:
        """A filter; of what may be missing, Jinja is asked."""
        with self._asking_jinja(node.name in ("default", "d")):
            super().visit_Filter(node, frame)

    @contextmanager
    def _asking_jinja(self, asks: bool) -> Iterator[None]:
        before, self._asks_jinja = self._asks_jinja, self._asks_jinja or asks
        yield
        self._asks_jinja = before


_VALUES = (nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Call)
"""What an attribute is asked of without brackets around it."""


class PageEnvironment(Environment):
    """Jinja with our code for templates."""

    code_generator_class: type[CodeGenerator] = DirectCode
    written = staticmethod(written)
    escape_text = staticmethod(_escaped)
    text = str
    joined = staticmethod(joined)
    macro = PlainMacro

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.filters["join"] = listed
        self.links = Links("")
        """From the page that is made."""
        self.functions: dict[str, Any] = {}
        """What else templates are given, the same for each page."""
        self._modules: dict[str, tuple[list[Any], TemplateModule]] = {}
        """Macros by their template, and what that looked up."""
        self._asked: dict[str, tuple[str, ...] | None] = {}

    def page(self, name: str, given: Mapping[str, Any]) -> str:
        """The text of a page: a template with what is given to it.

        `page.x` in a template is `page.x` in our code. In Jinja it may also be `page["x"]`, or nothing; and
        what is called like a macro may be something else. Where a template needs that, the page is made once
        more, and so are all that follow.
        """
        if name not in self._indirect:
            try:
                return self.get_template(name).render(given)
            except (AttributeError, TypeError):
                self._indirect.add(name)
        return self.asking.get_template(name).render(given)

    def module(self, name: str, context: Context, local: Mapping[str, Any]) -> TemplateModule:
        """The macros of a template that sees what the importing one sees: its context, and `local`.

        Those that were made for another page do where all that they look up is the very same.
        """
        asked = self._asked_by(name)
        if asked is None:
            return self.get_template(name).make_module(context.get_all(), True, local)
        given = [_looked_up(each, context, local) for each in asked]
        kept = self._modules.get(name)
        if kept is None or not all(map(is_, kept[0], given)):
            kept = given, self.get_template(name).make_module(context.get_all(), True, local)
            self._modules[name] = kept
        return kept[1]

    def _asked_by(self, name: str) -> tuple[str, ...] | None:
        """The names that a template looks up, and those that it imports; None if that is not all it sees."""
        if name not in self._asked:
            own, imported = getattr(self.get_template(name).root_render_func, "asks", ((), None))
            inner = [self._asked_by(each) for each in imported or ()]
            is_all = imported is not None and None not in inner
            self._asked[name] = tuple({*own, *chain.from_iterable(filter(None, inner))}) if is_all else None
        return self._asked[name]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template knows, looked through for each part of a page: one mapping, not two in a chain."""
        return {**self.globals, **(d or {})}

    @cached_property
    def _indirect(self) -> set[str]:
        """The templates of pages that have needed it."""
        return set()

    @cached_property
    def asking(self) -> PageEnvironment:
        """The same templates, in code that asks Jinja for every attribute."""
        asking = self.overlay(bytecode_cache=None)
        asking.code_generator_class = PageCode
        asking._modules, asking._asked = {}, {}
        return asking


def _looked_up(name: str, context: Context, local: Mapping[str, Any]) -> Any:
    value = local.get(name, missing)
    return context.resolve_or_missing(name) if value is missing else value
