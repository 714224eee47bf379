"""What every workflow has: the actions by their commits, the first step, and texts that stay texts."""

from __future__ import annotations

from typing import Any

from generator.cfn import yaml

CHECKOUT = "actions/checkout@d23441a48e516b6c34aea4fa41551a30e30af803"
SETUP_NODE = "actions/setup-node@249970729cb0ef3589644e2896645e5dc5ba9c38"
SETUP_PYTHON = "actions/setup-python@ece7cb06caefa5fff74198d8649806c4678c61a1"
CREDENTIALS = "aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c"
UPLOAD = "actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f"
VERSIONS = {
    CHECKOUT: "v6.1.0",
    SETUP_NODE: "v6.5.0",
    SETUP_PYTHON: "v6.3.0",
    CREDENTIALS: "v6.2.3",
    UPLOAD: "v7.0.0",
}
"""Each action's commit and the tag that it had: a tag can be moved, and Dependabot reads the comment.

https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions
"""

RUNNER = "ubuntu-24.04"


def workflow_text(document: dict[str, Any], header: str) -> str:
    """The workflow as YAML text, with each action's version beside its commit."""
    text = yaml.dump(document, header)
    for action, version in VERSIONS.items():
        text = text.replace(f"uses: {action}\n", f"uses: {action} # {version}\n")
    return text


def checkout(commits: int = 1) -> dict[str, Any]:
    """Get the sources with the last ``commits``, and leave no token behind for the commands that follow."""
    depth = {} if commits == 1 else {"fetch-depth": commits}
    return {"uses": CHECKOUT, "with": {"persist-credentials": False, **depth}}


def literal(text: str) -> str:
    """``text`` from a spec, in which GitHub evaluates nothing: ``${{`` is what an expression says it is."""
    return text.replace("${{", "${{ '${{' }}")
