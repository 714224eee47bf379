"""What a person should know of a spec that is in order."""

from __future__ import annotations

import pytest

from generator.app.build.notes import notes
from generator.spec.loader import load

SPEC = """\
project: shop
region: eu-central-1
repository: acme/shop
service: {{port: 3000, context: {main}}}
services:
  api: {{port: 1, context: {api}, route: {{path: ["/api/*"], priority: 100}}}}
environments:
  dev: {{trigger: {{branch: develop}}}}
  prod: {{trigger: {{tag: "v*"}}}}
"""


@pytest.mark.parametrize(
    ("main", "api", "told"),
    [
        ("web", "api", []),
        ("services", "services-api", []),
        (
            "services",
            "./services/api/",
            ["the context of api, ./services/api/, is inside that of main (line 4, line 6)"],
        ),
        ("api/web", ".", ["the context of main, api/web, is inside that of api (line 6, line 4)"]),
    ],
)
def test_a_context_inside_of_another_one(main: str, api: str, told: list[str]) -> None:
    found = [note for note in notes(load(SPEC.format(main=main, api=api), "spec.yaml").projects) if "context" in note]
    assert [note.partition(":")[0] for note in found] == told
