"""Build the site: the same program as the installed `dateline` command."""

from dateline.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
