"""Templates in our code say what they say in Jinja's own."""

from __future__ import annotations

from typing import Any

import factories
import gathering
import jinja2
import pytest
from markupsafe import Markup

from dateline.building.render import Filler
from dateline.building.templatecode import PageEnvironment, marked


class Thing:
    """Has attributes, one of which fails for reasons of its own."""

    there = "<there>"

    @property
    def failing(self) -> str:
        """Never gives anything."""
        return str(self.there.nowhere)  # type: ignore[attr-defined]


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
    "setting.html": "{% set late = '<' %}{% block main %}{% endblock %}{% set later = 2 %}{{ self.main() }}",
    "shown.html": "{{ title }}",
    "titled.html": "{% macro titled() %}{{ title }}{% endmacro %}",
    "saying.html": (
        "{% from 'titled.html' import titled with context %}{% set said, one = t('<'), 1 %}"
        "{% macro say(x=[]) %}{{ said }}{{ one }}{{ titled() }}{{ x }}{{ x.append(1) or '' }}{% endmacro %}"
    ),
    "counting.html": (
        "{% set seen = namespace(n=0) %}"
        "{% macro count() %}{% set seen.n = seen.n + 1 %}{{ seen.n }}{% endmacro %}"
    ),
    "including.html": "{% macro shown() %}{% include 'shown.html' %}{% endmacro %}",
    "importing.html": (
        "{% macro m() %}{% from 'titled.html' import titled with context %}{{ titled() }}{% endmacro %}"
    ),
    "nested.html": (
        "{% from 'counting.html' import count with context %}{% macro m() %}{{ count() }}{% endmacro %}"
    ),
    "writing.html": "{% macro write() %}{% set ns.n = 5 %}{% endmacro %}",
    "noting.html": "{% set ns.n = 6 %}{% macro none() %}{% endmacro %}",
    "apart.html": (
        "{% macro first() %}{% set title = 1 %}{{ title }}{% endmacro %}"
        "{% macro second() %}{{ title }}{{ first() }}{{ t('<') }}{% endmacro %}"
    ),
    "values.html": "{% set called, text = t, title %}",
    "required.html": "{% block must required %}{% endblock %}",
}

GIVEN: dict[str, Any] = {
    "thing": Thing(),
    "title": "A & <B> “C” 'd' \"e\"",
    "markup": Markup("<em>&amp;</em>"),
    "xs": ["<1>", 2, Markup("<3>"), None, 4.5, True],
    "t": lambda *words, **named: f"{words}<{named}>",
    "page": {"key": "<value>", "items": "hidden"},
    "fill": Filler(lambda address: f"..{address}"),
    "html": '<a href="event:e">&amp;</a>',
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
    "{% extends 'setting.html' %}{% macro m() %}{{ late }}{% endmacro %}{% block main %}{{ m() }}"
    "{% endblock %}",
    "{% extends 'setting.html' %}{% block main %}{% for x in xs %}{{ later }}{% endfor %}{% endblock %}",
    "{% extends 'setting.html' %}{% block main %}{% for x in xs %}{{ late }}{% endfor %}{% endblock %}",
    "{% for t in xs %}{{ t }}{% endfor %}{{ t('x') }}{% macro m(t) %}{{ t }}{% endmacro %}{{ m(1) }}",
    "{% macro m() %}{{ title }}{{ new }}{% endmacro %}{% set new = 1 %}{{ m() }}",
    "{% macro m() %}{{ unknown }}{% endmacro %}{{ title }}",
    "{% macro m() %}{{ title }}{% endmacro %}{% for x in xs %}{% set title = x %}{{ m() }}{% endfor %}",
    "{% for x in xs %}{% if x == 2 %}{% set title = x %}{% endif %}{{ title }}{% endfor %}{{ title }}",
    "{% for x in xs %}{{ title if x else unknown }}{% else %}{{ unknown }}{% endfor %}",
    "{% with title = 1 %}{{ title }}{% include 'shown.html' %}{% endwith %}{% include 'shown.html' %}",
    "{% block a %}{% set title = 1 %}{% include 'shown.html' %}{{ title }}{% endblock %}{{ title }}",
    "{% import 'macros.html' as title %}{{ title.tree(1) }}{% include 'shown.html' ignore missing %}",
    "{% for n in (1, 2) recursive %}{{ n }}{{ title }}{{ loop((3,)) if n == 1 }}{% endfor %}",
    "{{ page.key.upper() }}{{ page.none|default('-') }}{{ page['key'].none|d('.') }}",
    "{{ thing.there }}{{ thing.missing }}",
    "{{ thing.there }}{{ thing.missing is defined }}{{ thing.missing.more|default(1) }}",
    "{{ thing.there.__class__ is defined }}{{ thing.failing }}",
    "{{ thing.class is defined }}{{ 5.real }}{{ 'x'.upper() }}{{ (1, 2).count(1) }}{{ [thing][0].there }}",
    "{% set s = namespace(n=0) %}{% for x in xs %}{% set s.n = s.n + 1 %}{% endfor %}{{ s.n }}",
    "{{ ('<', 'b')|join(', ') }}{{ ('<', 1)|join('<') }}{{ ('<', markup)|join('<') }}{{ ()|join }}",
    "{{ ('<', 'b')|join(markup) }}{{ ('<', 'b')|join(1) }}{{ (thing, thing)|join('<', attribute='there') }}",
    "{{ ('<', 'b')|join('<')|upper }}{{ xs|join }}{{ missing|join }}",
    "{{ 'a' ~ title }}{{ 'a' ~ 1 ~ '<' }}{{ ('a' ~ '<') ~ markup ~ none }}{{ '<' ~ missing }}",
    "{% autoescape false %}{{ '<' ~ title }}{{ ('<', 'b')|join('<') }}{{ title }}{% endautoescape %}",
    "[{{ 'x' if xs }}{{ 'x' if not xs }}{{ ('x' if not xs) ~ '-' }}{{ ('x' if not xs)|upper }}]",
    "{{ ('x' if not xs) is defined }}{{ t('x' if not xs) }}",
    "{{ missing }}",
    "{{ missing() }}",
    "{{ page.none }}",
    "{{ title() }}",
    "{% macro m(x, y=x) %}{{ x }}{{ y }}{% endmacro %}{{ m(1) }}{{ m(markup) }}{{ m(title, y='&') }}",
    "{% macro m(x, caller=none) %}{{ x }}{{ caller }}{% endmacro %}{{ m(1) }}",
    "{% from 'macros.html' import filled as f, open with context %}{{ f(1) }}{{ f('<', 2) }}{{ open('<') }}",
    "{% from 'macros.html' import filled as f with context %}{{ f(1) ~ '<' }}{{ f(f('<'))|length }}",
    "{% from 'macros.html' import open %}{{ open(1, x='>') }}{{ open(x='<') }}",
    "{% from 'macros.html' import plain %}{{ plain('<', b=t('>')) }}{{ plain(a=2, b='<') }}{{ plain(1) }}",
    "{% from 'macros.html' import plain %}{{ plain(b=1) }}",
    "{% macro m(x, class='<') %}{{ x }}{{ class }}{% endmacro %}{{ m('<', class='>') }}{{ m(class=1, x=2) }}",
    "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(1, x=2) }}",
    "{% for x in xs %}{% macro m(y, z=x) %}{{ y ~ z }}{% endmacro %}{{ m(y=1) }}{{ m(1, z=2) }}{% endfor %}",
    "{{ fill(html, {'e': '/e'}) }}{{ fill(html=html, event_urls={'e': '/<'}) }}{{ fill('<', {}) ~ title }}",
    "{% set f = fill('<', {}) %}{{ f }}{{ f|length }}{{ fill('<', {}) if xs }}{{ fill(title) }}",
    "{% macro fill(x, y) %}{{ x }}{{ y }}{% endmacro %}{{ fill('<', {}) }}{{ fill('<', y=markup) }}",
    "{% set fill = t %}{{ fill('<') }}{% for fill in (t, t) %}{{ fill('<') }}{% endfor %}",
    "{{ title|markup }}{{ '<b>'|markup }}{{ markup|markup }}{{ 5|markup }}{{ ('<' ~ 5)|markup|upper }}",
    "{{ none|markup }}{{ missing|markup }}",
    "{% autoescape false %}{{ fill('<', {}) }}{{ title|markup }}{% endautoescape %}",
    "{% autoescape xs %}{{ fill('<', {}) }}{{ title|markup }}{{ title }}{% endautoescape %}",
    "{% from 'values.html' import called with context %}{{ called('<', 1) }}{{ title }}",
    "{% from 'values.html' import text with context %}{{ text('<') }}",
    "{% macro m(x) %}<{{ x }}{% endmacro %}{% for m in (m, t) %}{{ m('<') }}{% endfor %}",
    "{% macro m(x) %}<{{ x }}{% endmacro %}{% autoescape false %}{{ m('<') }}{% endautoescape %}{{ m('<') }}",
    "{% macro m(n) %}{{ n('<') }}{% endmacro %}{{ m(m) if not xs }}{{ m(t) }}{% macro n() %}{% endmacro %}",
    "{% if title %}{% macro m(x='<') %}{{ x }}{% endmacro %}{% endif %}{{ m() }}{{ m(m()) }}",
    "{% if not title %}{% macro m(x='<') %}{{ x }}{% endmacro %}{% endif %}{{ m() }}",
]


MODULES = [
    "{% from 'saying.html' import say with context %}{{ say() }}{{ say() }}",
    "{% import 'saying.html' as said with context %}{{ said.say() }}{{ said.titled() }}",
    "{% set title = 1 %}{% from 'saying.html' import say with context %}{{ say() }}",
    "{% macro t(x) %}[{{ x }}]{% endmacro %}{% from 'saying.html' import say with context %}{{ say() }}",
    "{% for title in xs %}{% from 'titled.html' import titled with context %}{{ titled() }}{% endfor %}",
    "{% block main %}{% from 'saying.html' import say with context %}{{ say() }}{% endblock %}",
    "{% extends 'setting.html' %}{% from 'saying.html' import say with context %}"
    "{% block main %}{{ say() }}{% endblock %}",
    "{% from 'counting.html' import count with context %}{{ count() }}{{ count() }}",
    "{% from 'nested.html' import m with context %}{{ m() }}{{ m() }}",
    "{% from 'including.html' import shown with context %}{{ shown() }}",
    "{% from 'importing.html' import m with context %}{{ m() }}",
    "{% from 'saying.html' import titled, none_such with context %}{{ titled() }}{{ none_such is defined }}",
    "{% from 'missing.html' import m with context %}",
    "{% set ns = namespace(n=0) %}{% from 'writing.html' import write with context %}{{ write() }}{{ ns.n }}",
    "{% set ns = namespace(n=0) %}{% from 'noting.html' import none with context %}{{ none() }}{{ ns.n }}",
    "{% from 'apart.html' import first, second with context %}{{ first() }}{{ second() }}",
    "{% set title = 2 %}{% from 'apart.html' import first, second with context %}{{ first() }}{{ second() }}",
    "{% set name = 'titled.html' %}{% from name import titled with context %}{{ titled() }}",
]
"""Templates whose macros may be made once for several pages, or have to be made for each."""

OTHERS = ({**GIVEN, "title": "<other>"}, {**GIVEN, "t": lambda *words, **named: f"{named}>{words}"}, GIVEN)
"""What further pages are given."""


def environment_of(kind: type[jinja2.Environment], text: str) -> jinja2.Environment:
    loader = jinja2.DictLoader({**FILES, "page.html": text})
    environment = kind(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    environment.filters["markup"] = marked
    return environment


def outcome(environment: jinja2.Environment, given: dict[str, Any]) -> str | type[Exception]:
    try:
        if isinstance(environment, PageEnvironment):
            return environment.page("page.html", given)
        return environment.get_template("page.html").render(given)
    except Exception as problem:
        return type(problem)


@pytest.mark.parametrize("text", TEXTS + MODULES)
def test_what_comes_out_is_what_jinja_makes(text: str) -> None:
    ours, theirs = environment_of(PageEnvironment, text), environment_of(jinja2.Environment, text)
    for given in (GIVEN, *OTHERS):
        assert outcome(ours, given) == outcome(theirs, given)


@pytest.mark.parametrize(
    ("call", "message"),
    [("m(1, 2)", "takes not more than 1 argument"), ("m(1, y=2)", "takes no keyword argument 'y'")],
)
def test_a_macro_that_is_given_too_much_is_told_of_as_jinja_does(call: str, message: str) -> None:
    files = {"page.html": f"{{% macro m(x) %}}{{{{ x }}}}{{% endmacro %}}{{{{ {call} }}}}"}
    environment = PageEnvironment(loader=jinja2.DictLoader(files), autoescape=True)
    with pytest.raises(TypeError, match=f"macro 'm' {message}"):
        environment.page("page.html", {})


@pytest.mark.parametrize("wrong", ["fill(missing, {})", "m(missing.x)", "missing|markup", "missing"])
def test_problems_are_told_of_by_the_line_of_the_template(wrong: str) -> None:
    text = f"{{% macro m(x) %}}{{{{ x }}}}{{% endmacro %}}\n<p>\n{{{{ {wrong} }}}}\n</p>"
    loader = jinja2.DictLoader({"page.html": text})
    environment = PageEnvironment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    environment.filters["markup"] = marked
    with pytest.raises(Exception) as problem:  # noqa: PT011
        environment.page("page.html", GIVEN)
    lines = [each.lineno + 1 for each in problem.traceback if "template" in str(each.path)]
    assert 3 in lines


def test_macros_are_called_without_asking_jinja() -> None:
    files = {
        "page.html": "{% from 'm.html' import m %}{% macro n(a, b=1) %}{{ a }}{{ b }}{% endmacro %}"
        "{{ m(1, b=2) }}{{ n(a=3) }}{{ fill('<', {}) }}",
        "m.html": "{% macro m(a, b='-') %}{{ a }}{{ b }}{% endmacro %}",
    }
    environment = PageEnvironment(loader=jinja2.DictLoader(files), autoescape=True)
    assert environment.page("page.html", GIVEN) == "1231<"
    assert "asking" not in vars(environment)


def test_child_templates_are_among_those_tried() -> None:
    """The table above is worth something: its larger templates do give pages, not errors."""
    assert outcome(environment_of(PageEnvironment, FILES["child.html"]), GIVEN) == (
        "<title>none<i>A &amp; &lt;B&gt; “C” &#39;d&#39; &#34;e&#34;1</i></title>"
        "&lt;1&gt;False2False<3>FalseNoneFalse4.5FalseTrueTrue"
        "none<i>A &amp; &lt;B&gt; “C” &#39;d&#39; &#34;e&#34;1</i>"
        "A &amp; &lt;B&gt; “C” &#39;d&#39; &#34;e&#34;"
    )


def test_pages_of_the_theme_are_made_directly() -> None:
    site, _ = factories.demo()
    assert len(gathering.rendered(site)) > 10
    assert "asking" not in vars(gathering._environment())


def test_a_page_is_made_again_only_where_jinja_has_to_be_asked() -> None:
    loader = jinja2.DictLoader({"direct.html": "{{ thing.there }}", "asking.html": "{{ page.key }}"})
    environment = PageEnvironment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    assert environment.page("direct.html", GIVEN) == "&lt;there&gt;"
    assert "asking" not in vars(environment)
    assert environment.page("asking.html", GIVEN) == "&lt;value&gt;"
    assert "asking" in vars(environment)


def test_macros_are_made_again_only_where_they_look_up_something_else() -> None:
    environment = environment_of(PageEnvironment, "{% import 'saying.html' as said with context %}")
    assert isinstance(environment, PageEnvironment)

    def made(given: dict[str, Any]) -> object:
        environment.page("page.html", given)
        return environment._modules["saying.html"][1]

    first = made(GIVEN)
    assert made({**GIVEN, "page": "another"}) is first
    assert made({**GIVEN, "title": "another"}) is not first
    assert made({**GIVEN, "t": lambda word: word}) is not first


def test_macros_of_the_theme_are_made_once_for_many_pages() -> None:
    site, _ = factories.demo()
    gathering.rendered(site)
    made = dict(gathering._environment()._modules)
    names = ("links", "cards", "statements", "claims", "events", "listing", "sources", "heard")
    assert {f"macros/{name}.html" for name in names} <= made.keys()
    gathering.rendered(site)
    for name in ("links", "cards", "listing", "sources"):
        again = gathering._environment()._modules[f"macros/{name}.html"]
        assert again is made[f"macros/{name}.html"], name
