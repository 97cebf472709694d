"""What a template does with names, read off its syntax tree before it becomes Python."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from jinja2 import nodes

IMPORTS = (nodes.Import, nodes.FromImport)


class Names(NamedTuple):
    """What statements do with names."""

    asked: set[str]
    """Look them up."""
    macros: set[str]
    """Give them to macros, their own or imported."""
    given: set[str]
    """Give them to something else."""


def nodes_in(*roots: nodes.Node) -> list[nodes.Node]:
    """The nodes and all below them, those above before those below, as they stand in the template."""
    found: list[nodes.Node] = []
    waiting = list(reversed(roots))
    while waiting:
        node = waiting.pop()
        found.append(node)
        for field in reversed(node.fields):
            value = getattr(node, field, None)
            if isinstance(value, nodes.Node):
                waiting.append(value)
            elif isinstance(value, list):
                waiting += [each for each in reversed(value) if isinstance(each, nodes.Node)]
    return found


def names_in(statements: Iterable[nodes.Node]) -> Names:
    """What the statements do with names."""
    names = Names(set(), set(), set(_SPECIAL))
    for node in nodes_in(*statements):
        if isinstance(node, nodes.Name):
            (names.asked if node.ctx == "load" else names.given).add(node.name)
        elif isinstance(node, nodes.NSRef):
            names.asked.add(node.name)
        elif isinstance(node, nodes.Macro):
            names.macros.add(node.name)
        elif isinstance(node, nodes.Import):
            names.given.add(node.target)
        elif isinstance(node, nodes.FromImport):
            names.macros.update(name if isinstance(name, str) else name[1] for name in node.names)
    return names


_SPECIAL = frozenset({"caller", "kwargs", "loop", "self", "super", "varargs"})


def only_makes_macros(template: nodes.Template) -> bool:
    """Whether what a template makes depends on nothing but the names that it looks up."""
    for each in template.body:
        if isinstance(each, nodes.Macro):
            made = not any(isinstance(inner, _ASKING_LATER) for inner in nodes_in(*each.body))
        elif isinstance(each, nodes.Output):
            made = all(isinstance(child, nodes.TemplateData) for child in each.nodes)
        elif isinstance(each, nodes.Assign):
            made = _is_constant(each.node) and not any(
                isinstance(n, nodes.NSRef) for n in nodes_in(each.target)
            )
        else:
            made = isinstance(each, IMPORTS) and name_of(each.template) is not None
        if not made:
            return False
    return True


def kept_in(template: nodes.Template) -> set[str]:
    """The names to which a template that only makes macros gives values for all of them."""
    kept: set[str] = set()
    for each in template.body:
        if isinstance(each, nodes.Macro):
            kept.add(each.name)
        elif isinstance(each, IMPORTS):
            names = names_in([each])
            kept |= names.macros | names.given
        elif isinstance(each, nodes.Assign):
            kept |= names_in([each.target]).given
    return kept


def name_of(template: nodes.Expr) -> str | None:
    """The name of a template, if it is said outright."""
    value = template.value if isinstance(template, nodes.Const) else None
    return value if isinstance(value, str) else None


def _is_constant(value: nodes.Node) -> bool:
    """Whether a value is made of texts, and of words that `t` gives: nothing that could change."""
    if isinstance(value, nodes.Tuple):
        return all(map(_is_constant, value.items))
    if isinstance(value, nodes.Call):
        named = isinstance(value.node, nodes.Name) and value.node.name == "t"
        return named and not value.kwargs and all(map(_is_constant, value.args))
    return isinstance(value, nodes.Const)


_ASKING_LATER = (nodes.Import, nodes.FromImport, nodes.Include, nodes.Block, nodes.EvalContextModifier)
"""What looks at all that the page has, or changes how it is written, when a macro is called."""
