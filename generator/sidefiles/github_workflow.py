"""What every workflow has: the actions by their major version, the first step, and texts that stay texts."""

from __future__ import annotations

from typing import Any

CHECKOUT = "actions/checkout@v6"
SETUP_NODE = "actions/setup-node@v6"
SETUP_PYTHON = "actions/setup-python@v6"
CREDENTIALS = "aws-actions/configure-aws-credentials@v6"

RUNNER = "ubuntu-24.04"


def checkout() -> dict[str, Any]:
    """Get the sources, and leave no token behind for the commands that follow."""
    return {"uses": CHECKOUT, "with": {"persist-credentials": False}}


def literal(text: str) -> str:
    """``text`` from a spec, in which GitHub evaluates nothing: ``${{`` is what an expression says it is."""
    return text.replace("${{", "${{ '${{' }}")
