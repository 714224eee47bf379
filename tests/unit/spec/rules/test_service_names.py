"""Services and environments of one name."""

from __future__ import annotations

import pytest

from generator.spec import overlay, source, structure
from generator.spec.rules.protocol import Reading
from generator.spec.rules.service_names import RULE


@pytest.mark.parametrize(
    ("services", "environments", "paths"),
    [
        (["api"], ["dev", "prod"], []),
        (["prod"], ["dev", "prod"], ["prod"]),
        (["eu"], ["prod", "prod-eu"], []),
    ],
)
def test_where_it_complains(services: list[str], environments: list[str], paths: list[str]) -> None:
    text = "project: shop\nregion: us-west-2\nrepository: acme/shop\nservices:\n"
    text += "".join(f"  {name}: {{port: 1, route: {{path: [/{name}], priority: 1}}}}\n" for name in services)
    text += "environments:\n" + "".join(f"  {name}: {{trigger: {{branch: {name}}}}}\n" for name in environments)
    readings = [
        Reading(service, each.root)
        for document in overlay.documents(source.read(text, "spec.yaml"))
        for service, each in zip(structure.project(document).services, overlay.services(document.root), strict=True)
    ]
    assert {finding.location.path for finding in RULE.check(readings)} == {f"services.{path}" for path in paths}
