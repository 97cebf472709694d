"""Templates in our code say what they say in Jinja's own."""

from __future__ import annotations

from typing import Any

import jinja2
import pytest
from markupsafe import Markup

from dateline.building.templatecode import PageEnvironment

FILES = {
    "base.html": (
        "<title>{% block title %}none{% endblock %}</title>{% block main %}{% endblock %}{{ title }}"
    ),
    "macros.html": (
        "{% macro plain(a, b) %}<i>{{ a }}{{ b }}</i>{% endmacro %}"
        "{% macro filled(a, b='<', c=none) %}{{ a }}{{ b }}{{ c }}{{ t }}{% endmacro %}"
        "{% macro open() %}{{ varargs|join(',') }}{{ kwargs.x }}{% endmacro %}"
        "{% macro around(a) %}<b>{{ caller() }}{{ a }}</b>{% endmacro %}"
        "{% macro tree(n) %}{{ n }}{% if n %}{{ tree(n - 1) }}{% endif %}{% endmacro %}"
    ),
    "child.html": (
        "{% extends 'base.html' %}{% from 'macros.html' import plain with context %}"
        "{% block title %}{{ super() }}{{ plain(title, 1) }}{% endblock %}"
        "{% block main %}"
        "{% for x in xs %}{% block each scoped %}{{ x }}{{ loop.last }}{% endblock %}{% endfor %}"
        "{{ self.title() }}{% endblock %}"
    ),
    "required.html": "{% block must required %}{% endblock %}",
}

GIVEN: dict[str, Any] = {
    "title": "A & <B> “C” 'd' \"e\"",
    "markup": Markup("<em>&amp;</em>"),
    "xs": ["<1>", 2, Markup("<3>"), None, 4.5, True],
    "t": lambda *words, **named: f"{words}<{named}>",
    "page": {"key": "<value>", "items": "hidden"},
}

TEXTS = [
    "{{ title }}{{ markup }}{{ title|e }}{{ markup|e }}{{ markup ~ title }}{{ title|upper }}{{ '<' }}",
    "{% for x in xs %}{{ loop.index }}{{ x }}{% else %}-{% endfor %}",
    "{{ t() }}{{ t('a', 1) }}{{ t(x='<') }}{{ t('a', *xs) }}{{ t(**page) }}{{ t(class='c') }}{{ range(3) }}",
    "{% from 'macros.html' import plain %}{{ plain('<', markup) }}{{ plain(b=1, a=2) }}{{ plain(1)|length }}",
    "{% from 'macros.html' import filled with context %}{{ filled(1) }}{{ filled(1, c='<') }}",
    "{% from 'macros.html' import filled with context %}{{ filled(*[1, 2, 3]) }}",
    "{% from 'macros.html' import open %}{{ open(1, '<', x='>') }}",
    "{% import 'macros.html' as m %}{% call m.around(title) %}{{ markup }}{{ title }}{% endcall %}",
    "{% import 'macros.html' as m %}{{ m.tree(3) }}",
    "{% from 'macros.html' import plain %}{{ xs|map('string')|join('<') }}{{ plain(plain(1, 2), 3) }}",
    "{% from 'macros.html' import plain %}{{ plain(1, 2, 3) }}",
    "{% from 'macros.html' import plain %}{{ plain(1, z=3) }}",
    "{% from 'macros.html' import plain %}{{ plain(1, 2, a=3) }}",
    "{% set made %}{{ title }}{% endset %}{{ made }}",
    "{{ page.key }}{{ page['items'] }}{{ page.none is defined }}",
    "{% extends 'child.html' %}{% block each %}[{{ x }}]{% endblock %}",
    "{% extends 'child.html' if title else 'base.html' %}",
    "{% include 'child.html' %}{% include 'missing.html' ignore missing %}",
    "{% extends 'required.html' %}",
    "{{ missing }}",
    "{{ missing() }}",
    "{{ page.none }}",
    "{{ title() }}",
    "{% macro m(x, y=x) %}{{ x }}{{ y }}{% endmacro %}{{ m(1) }}{{ m(markup) }}{{ m(title, y='&') }}",
    "{% macro m(x, caller=none) %}{{ x }}{{ caller }}{% endmacro %}{{ m(1) }}",
]


def outcome(kind: type[jinja2.Environment], text: str) -> str | type[Exception]:
    loader = jinja2.DictLoader({**FILES, "page.html": text})
    environment = kind(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    try:
        return environment.get_template("page.html").render(GIVEN)
    except Exception as problem:
        return type(problem)


@pytest.mark.parametrize("text", TEXTS)
def test_what_comes_out_is_what_jinja_makes(text: str) -> None:
    ours = outcome(PageEnvironment, text)
    assert ours == outcome(jinja2.Environment, text)


def test_child_templates_are_among_those_tried() -> None:
    """The table above is worth something: its larger templates do give pages, not errors."""
    assert outcome(PageEnvironment, FILES["child.html"]) == (
        "<title>none<i>A &amp; &lt;B&gt; “C” &#39;d&#39; &#34;e&#34;1</i></title>"
        "&lt;1&gt;False2False<3>FalseNoneFalse4.5FalseTrueTrue"
        "none<i>A &amp; &lt;B&gt; “C” &#39;d&#39; &#34;e&#34;1</i>"
        "A &amp; &lt;B&gt; “C” &#39;d&#39; &#34;e&#34;"
    )
