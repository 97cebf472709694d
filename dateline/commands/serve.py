"""`dateline serve`: the site on this machine, built again and shown anew as files are saved."""

from __future__ import annotations

import argparse

from dateline.options import Options

EXAMPLE = "dateline serve --open"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The port, the browser, and what is shown."""
    parser.add_argument(
        "--port", type=_port, default=8000, metavar="N", help="the port, or the next free one (default: 8000)"
    )
    parser.add_argument("--open", action="store_true", help="open the browser")
    parser.add_argument(
        "--published",
        action="store_true",
        help="only what a build would publish: no drafts, nothing dated ahead, no unattributed quotations",
    )


def run(options: Options, arguments: argparse.Namespace) -> int:
    """Serves until it is interrupted.

    The preview has a folder of its own, so that drafts never come among what is meant to be published.
    """
    from dateline.serving.server import serve

    shows_all = not arguments.published
    preview = options._replace(
        out=options.out if arguments.out else options.state / "preview",
        drafts=options.drafts or shows_all,
        future=options.future or shows_all,
        reindex=False,  # an index of the whole site would make every save wait for it
    )
    return serve(preview, port=arguments.port, browser=arguments.open)


def _port(text: str) -> int:
    """A port, for argparse; 0 is any."""
    number = int(text) if text.isascii() and text.isdigit() else -1
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to 65535, not {text!r}")
    return number
