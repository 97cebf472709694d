"""The words of the overview and its key, by language."""

from __future__ import annotations

from msgspec import Struct


class Labels(Struct, frozen=True, kw_only=True):
    """What the picture says besides dates and titles. `{}` is a number or a date."""

    title: str
    """Accessible name of the whole."""
    now: str
    """At the line of the newest article."""
    event: str
    events: str
    """One, and several, in the strip of a dense picture."""
    statuses: dict[str, str]
    signs: dict[str, str]
    """The key: `dot`, `within`, `span`, `soft`, `doubt`, `arrow`, `fade`, `bracket`, `planned`, `forecast`,
    `missed`, `fold`, `number`."""

    def count(self, number: int) -> str:
        """So many events."""
        return (self.event if number == 1 else self.events).format(number)


def labels(language: str) -> Labels:
    """The words for a BCP 47 language; English where there are none in it."""
    return _LABELS.get(language.split("-")[0].lower(), _LABELS["en"])


_LABELS = {
    "en": Labels(
        title="Overview of the timeline",
        now="newest article, {}",
        event="{} event",
        events="{} events",
        statuses={"planned": "planned", "forecast": "forecast", "deadline": "deadline", "missed": "missed"},
        signs={
            "dot": "a day",
            "within": "some time within",
            "span": "lasted",
            "soft": "approximate",
            "doubt": "uncertain",
            "arrow": "goes on",
            "fade": "beginning or end not known",
            "bracket": "at the latest, or at the earliest",
            "planned": "planned",
            "forecast": "forecast",
            "missed": "missed",
            "fold": "time left out",
            "number": "named in the list",
        },
    ),
    "de": Labels(
        title="Überblick über die Zeitleiste",
        now="neuester Artikel, {}",
        event="{} Ereignis",
        events="{} Ereignisse",
        statuses={
            "planned": "geplant",
            "forecast": "vorhergesagt",
            "deadline": "Frist",
            "missed": "versäumt",
        },
        signs={
            "dot": "ein Tag",
            "within": "irgendwann darin",
            "span": "dauerte",
            "soft": "ungefähr",
            "doubt": "unsicher",
            "arrow": "dauert an",
            "fade": "Anfang oder Ende unbekannt",
            "bracket": "spätestens oder frühestens",
            "planned": "geplant",
            "forecast": "vorhergesagt",
            "missed": "versäumt",
            "fold": "ausgelassene Zeit",
            "number": "in der Liste genannt",
        },
    ),
    "fr": Labels(
        title="Vue d’ensemble de la chronologie",
        now="dernier article, {}",
        event="{} événement",
        events="{} événements",
        statuses={"planned": "prévu", "forecast": "pronostiqué", "deadline": "échéance", "missed": "manqué"},
        signs={
            "dot": "un jour",
            "within": "à un moment de cette période",
            "span": "a duré",
            "soft": "approximatif",
            "doubt": "incertain",
            "arrow": "se poursuit",
            "fade": "début ou fin inconnus",
            "bracket": "au plus tard ou au plus tôt",
            "planned": "prévu",
            "forecast": "pronostiqué",
            "missed": "manqué",
            "fold": "période omise",
            "number": "nommé dans la liste",
        },
    ),
    "es": Labels(
        title="Vista general de la cronología",
        now="artículo más reciente, {}",
        event="{} acontecimiento",
        events="{} acontecimientos",
        statuses={
            "planned": "previsto",
            "forecast": "pronosticado",
            "deadline": "plazo",
            "missed": "incumplido",
        },
        signs={
            "dot": "un día",
            "within": "en algún momento de ese período",
            "span": "duró",
            "soft": "aproximado",
            "doubt": "incierto",
            "arrow": "continúa",
            "fade": "principio o fin desconocidos",
            "bracket": "a más tardar o como muy pronto",
            "planned": "previsto",
            "forecast": "pronosticado",
            "missed": "incumplido",
            "fold": "tiempo omitido",
            "number": "nombrado en la lista",
        },
    ),
}
