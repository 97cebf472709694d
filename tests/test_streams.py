"""Standard streams that are closed or full: a clear word, and no traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sites import META, SiteFolder

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="a shell and its devices")


def run(site: SiteFolder, words: str) -> subprocess.CompletedProcess[str]:
    """The program with arguments and redirections, as a shell has them."""
    site.write(
        {
            "articles/fab/meta.yaml": META + "claims:\n- {exact: x w y, rating: accurate}\n",
            "articles/fab/article.md": "“Words said here,” said Chen Wei. The x z y.\n",
        }
    )
    program = f"'{sys.executable}' -m dateline {words}"
    return subprocess.run(["sh", "-c", program], cwd=site.root, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        ("quotations - <&-", 2, "dateline quotations: -: standard input is closed"),
        ("quotations --jsonl <&-", 2, "dateline quotations: -: standard input is closed"),
        ("import hypothesis - <&-", 2, "dateline import: -: standard input is closed"),
        ("schema >&-", 1, "dateline: standard output is closed"),
        ("export >&-", 1, "dateline: standard output is closed"),
        ("schema >/dev/full", 1, "dateline: the output cannot be written: No space left on device"),
        ("export >/dev/full", 1, "dateline: the output cannot be written: No space left on device"),
        ("suggest >/dev/full", 1, "dateline: the output cannot be written: No space left on device"),
    ],
)
def test_a_stream_that_cannot_be_used_is_told(site: SiteFolder, words: str, status: int, told: str) -> None:
    done = run(site, words)
    assert (done.returncode, done.stdout, done.stderr) == (status, "", told + "\n")


def test_without_an_input_nobody_is_asked(site: SiteFolder) -> None:
    done = run(site, "fix <&-")
    assert done.returncode == 1
    assert done.stdout.endswith("0 mended, 1 left\n")


def test_no_file_takes_the_place_of_a_closed_stream(site: SiteFolder) -> None:
    """Else errors would be written into it, the cache perhaps."""
    code = (
        "import os; from dateline import streams; streams.take_closed();"
        "nothing = os.stat(os.devnull);"
        "print(*(os.path.samestat(os.fstat(n), nothing) for n in (0, 2)), os.open('/dev/zero', 0) > 2)"
    )
    program = ["sh", "-c", f'exec "{sys.executable}" -c "$0" <&- 2>&-', code]
    done = subprocess.run(program, capture_output=True, text=True, check=True)
    assert done.stdout == "True True True\n"
    assert run(site, "schema site <&- 2>&-").returncode == 0
