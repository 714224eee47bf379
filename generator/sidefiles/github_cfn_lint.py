"""What the generated check installs to judge templates: cfn-lint and all that it needs, each file by its hash.

https://pip.pypa.io/en/stable/topics/secure-installs/#hash-checking-mode
"""

from __future__ import annotations

from importlib.resources import files


def cfn_lint() -> str:
    """A requirements file for pip."""
    return (files("generator.sidefiles") / "cfn_lint.txt").read_text("utf-8")
