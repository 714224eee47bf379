"""When garbage is looked for; each in a process of its own, since the collector is the process's."""

from __future__ import annotations

import subprocess
import sys


def _said(script: str) -> list[str]:
    begin = "import gc\nfrom generator.app.workers import garbage\n"
    result = subprocess.run([sys.executable, "-c", begin + script], capture_output=True, text=True, check=True)
    return result.stdout.split()


def test_seldom() -> None:
    before, after = _said("print(gc.get_threshold()[0]); garbage.seldom(); print(gc.get_threshold()[0])")
    assert int(after) > 10 * int(before)


def test_what_is_kept_is_looked_through_no_more() -> None:
    script = """
with garbage.kept():
    print(gc.isenabled())
    things = [[] for _ in range(1000)]
print(gc.isenabled(), gc.get_freeze_count() > 1000)
"""
    assert _said(script) == ["False", "True", "True"]


def test_at_the_end_nothing_is_looked_through() -> None:
    assert _said("garbage.left_behind(); print(gc.get_freeze_count() > 0)") == ["True"]
