"""Whatever a valid spec says, GitHub is given what it takes."""

from __future__ import annotations

import json

import yaml
from hypothesis import given, settings

from generator.app.build.compile import compile_spec
from generator.naming.github import RULESETS, ruleset_path
from tests.github.case import faults
from tests.property.examples import examples
from tests.strategies.spec import texts


@settings(max_examples=examples(8, 25), deadline=None)
@given(texts())
def test_the_files_of_any_valid_spec(text: str) -> None:
    build = compile_spec(text, "any.yaml")
    if build.problems:  # A rule across fields that the strategy knows nothing of.
        return
    found = {artifact.path: artifact.text for artifact in build.artifacts}
    service = yaml.safe_load(found[f"{build.project}/github/workflows/canaryform.yml"])
    deploy = yaml.safe_load(found[f"{build.project}/github/workflows/deploy.yml"])
    assert tuple(deploy["jobs"]) == build.environments
    *jobs, required = service["jobs"]
    assert service["jobs"][required]["needs"] == jobs
    assert len({job["name"] for job in service["jobs"].values()}) == len(jobs) + 1
    for noun in RULESETS:
        body = json.loads(found[ruleset_path(build.project, noun)])
        assert faults("create-a-repository-ruleset", body) == []
        for rule in body["rules"]:
            if rule["type"] == "required_status_checks":
                assert [check["context"] for check in rule["parameters"]["required_status_checks"]] == [required]
