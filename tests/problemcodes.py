"""Which problem codes the program can give, found in its source: for the test of docs/reference/errors.md.

A code is a literal. It stands where something with a parameter or a field called `code` is called, or in an
assignment to a variable `code`, or in a table that such an assignment looks it up in.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

_CODE = re.compile(r"[a-z]+(?:-[a-z]+)*")
_PRINTED = re.compile(r"\b(error|warning|note)\[([a-z]+(?:-[a-z]+)*)\]")

_LEVELS = {"error": "error", "warning": "warning", "warn": "warning", "note": "note"}


class Found(NamedTuple):
    """A code as it stands in the source."""

    code: str
    level: str
    """`error`, `warning` or `note` where the call says so; else empty."""
    where: str


def problem_codes(package: Path) -> list[Found]:
    """Every code in the modules of `package`."""
    modules = {path: ast.parse(path.read_text("utf-8")) for path in sorted(package.rglob("*.py"))}
    takers = _takers(modules.values())
    found = []
    for path, module in modules.items():
        for code, level, line in _in_module(module, takers):
            found.append(Found(code, level, f"{path.relative_to(package)}:{line}"))
    return found


def unreadable_calls(package: Path) -> list[str]:
    """Where a problem is made with a code that the above cannot follow: there should be no such place."""
    return [
        f"{path.relative_to(package)}:{node.lineno}"
        for path in sorted(package.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and _name(node) in (*_LEVELS, "Diagnostic")
        if len(node.args) > 2 and not _is_followed(node.args[0])
    ]


def _is_followed(argument: ast.expr) -> bool:
    """A literal, or something called `code`, which is a parameter, a field, or assigned to."""
    if isinstance(argument, ast.IfExp):
        return _is_followed(argument.body) and _is_followed(argument.orelse)
    return (
        isinstance(argument, ast.Constant) or getattr(argument, "id", getattr(argument, "attr", "")) == "code"
    )


def _name(node: ast.Call) -> str:
    return str(getattr(node.func, "id", getattr(node.func, "attr", "")))


def _takers(modules: Iterable[ast.Module]) -> dict[str, int]:
    """By name, the position of the argument `code` of every function and class that has one."""
    takers = {"report": 0}  # as in `report = warning if … else error`
    for module in modules:
        for node in ast.walk(module):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                names = _parameters(node)
                if "code" in names:
                    takers[node.name] = names.index("code")
    return takers


def _parameters(node: ast.FunctionDef | ast.ClassDef) -> list[str]:
    """What a function takes, or a class: by its `__init__`, or as the fields of a struct."""
    if isinstance(node, ast.FunctionDef):
        return [argument.arg for argument in node.args.args if argument.arg != "self"]
    for item in node.body:
        if isinstance(item, ast.FunctionDef) and item.name == "__init__":
            return _parameters(item)
    fields = (item.target for item in node.body if isinstance(item, ast.AnnAssign))
    return [field.id for field in fields if isinstance(field, ast.Name)]


def _in_module(module: ast.Module, takers: dict[str, int]) -> Iterator[tuple[str, str, int]]:
    tables = {
        target.id: statement.value
        for statement in module.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            yield from _in_call(node, takers)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and _assigns_code(node) and node.value:
            for code in _literals(node.value, tables):
                yield code, "", node.lineno
        elif isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
            for level, code in _PRINTED.findall(text):
                yield code, level, node.lineno


def _in_call(node: ast.Call, takers: dict[str, int]) -> Iterator[tuple[str, str, int]]:
    name = _name(node)
    arguments = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
    if name in takers:
        arguments += node.args[takers[name] : takers[name] + 1]
    for argument in arguments:
        for code in _literals(argument, {}):
            yield code, _LEVELS.get(name, ""), node.lineno


def _assigns_code(node: ast.Assign | ast.AnnAssign) -> bool:
    """Whether a variable or field `code` is given a value, by itself or as the first of several."""
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    first = target.elts[0] if isinstance(target, ast.Tuple) else target
    return isinstance(first, ast.Name) and first.id == "code"


def _literals(value: ast.expr, tables: dict[str, ast.expr]) -> Iterator[str]:
    """The codes that an expression can be."""
    if isinstance(value, ast.Constant):
        if isinstance(value.value, str) and _CODE.fullmatch(value.value):
            yield value.value
    elif isinstance(value, ast.IfExp):
        yield from _literals(value.body, tables)
        yield from _literals(value.orelse, tables)
    elif isinstance(value, ast.Tuple) and value.elts:
        yield from _literals(value.elts[0], tables)
    elif isinstance(value, ast.Subscript) and isinstance(value.value, ast.Name):
        table = tables.get(value.value.id)
        for entry in table.values if isinstance(table, ast.Dict) else ():
            yield from _literals(entry, tables)
