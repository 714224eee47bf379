"""A small project in an account of the emulator: what a test deploys, breaks and takes away."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.deploy.account import Account
from tests.deploy.repository import repository
from tests.emulator.process import ACCOUNT, post

CONNECTION = f"arn:aws:codeconnections:us-west-2:{ACCOUNT}:connection/01234567-89ab-cdef-0123-456789abcdef"
SPEC = f"""\
project: shop
region: us-west-2
repository: acme/shop
connection: {CONNECTION}
service:
  port: 3000
environments:
  dev:
    trigger: {{branch: develop}}
  prod:
    trigger: {{tag: "v*"}}
"""


@dataclass(frozen=True)
class World:
    """The emulator, and a repository with a spec."""

    account: Account
    spec: Path

    @classmethod
    def make(cls, endpoint: str, home: Path, text: str = SPEC) -> World:
        """A world in which nothing is deployed yet; the connection that the spec names is authorised."""
        world = cls(Account(endpoint, ACCOUNT, "us-west-2", home), repository(home, text))
        if CONNECTION in text:
            post(endpoint, "/_test/connections", {"arn": CONNECTION, "name": "shop"})
        return world

    def write(self, text: str) -> None:
        """Another spec in the place of the one that was there."""
        repository(self.account.home, text)

    def deploy(self, *options: str, environment: str = "dev") -> subprocess.CompletedProcess[str]:
        return self.account.canaryform("deploy", self.spec, "-e", environment, "--yes", *options)

    def destroy(self, *options: str, environment: str = "dev") -> subprocess.CompletedProcess[str]:
        return self.account.canaryform("destroy", self.spec, "-e", environment, *options)

    def plan(self, environment: str = "dev") -> dict[str, Any]:
        """The document of ``deploy --plan``."""
        ran = self.account.canaryform("deploy", self.spec, "-e", environment, "--plan", "--json")
        document: dict[str, Any] = json.loads(ran.stdout)
        return document

    def begin(self, *options: str, environment: str = "dev") -> subprocess.Popen[str]:
        """A deploy that goes on while the test does something else."""
        command: list[str | Path] = [
            sys.executable,
            "-m",
            "generator",
            "deploy",
            self.spec,
            "-e",
            environment,
            "--yes",
            *options,
        ]
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command, cwd=self.account.home, env=self.account.variables, stdout=pipe, stderr=pipe, text=True
        )

    def fault(self, **given: Any) -> None:
        """What happens to a resource the next time: see tests/emulator/inside/fault.py."""
        post(self.account.endpoint, "/_test/faults", given)

    def states(self) -> dict[str, str]:
        """Stack -> its state."""
        return {name: stack["StackStatus"] for name, stack in self.account.stacks().items()}

    def events(self) -> int:
        """How much has happened to all stacks."""
        pages = self.account.client("cloudformation").get_paginator("describe_stack_events")
        return sum(len(page["StackEvents"]) for name in self.states() for page in pages.paginate(StackName=name))
