"""What holds for any set of services: each is by itself, and gets the requests, commits and tags that are meant for it.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
https://docs.aws.amazon.com/codepipeline/latest/userguide/syntax-glob.html
"""

from __future__ import annotations

import json
import re
from collections import Counter
from fnmatch import fnmatchcase
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.gate.resolve import NAMES
from generator.resources.deployer import POLICIES_PER_ROLE, POLICY_CHARACTERS, size
from tests.property import services
from tests.property.examples import examples
from tests.property.services import Data, Template

RULE = "AWS::ElasticLoadBalancingV2::ListenerRule"
_LISTS = re.compile(r"shop/(manifest\.json|SHA256SUMS|github/.*|shared/deployer.*|[a-z]+/dashboard\.json)")
"""What names all services, or holds the checksums of all files."""
_REQUESTS = 400
"""For each spec: 10,000 with the 25 specs that a test draws."""


def _own(path: str, name: str) -> bool:
    return path.split("/")[2] == name


def _others(spec: Data, *names: str) -> dict[str, str]:
    """The files of everything but the services ``names``, without those that list all services."""
    found = services.files(spec)
    return {
        path: text
        for path, text in found.items()
        if not _LISTS.fullmatch(path) and not any(_own(path, name) for name in names)
    }


@settings(max_examples=examples(5, 25))
@given(services.specs(fewest=3), st.data())
def test_one_service_changes_no_file_of_another(spec: Data, choice: st.DataObject) -> None:
    name = choice.draw(st.sampled_from(sorted(spec["services"])))
    service = spec["services"][name]
    before = _others(spec, name)
    assert any(_own(path, other) for path in before for other in spec["services"] if other != name)
    without = services.changed(spec, name, None)
    assert _others(without, name) == before
    renamed = services.changed(without, f"{name}-x", service)
    assert _others(renamed, f"{name}-x") == before
    other = {**service, "port": service["port"] % 65535 + 1, "cpu": 512, "memory": 1024, "release": {"percent": 50}}
    assert _others(services.changed(spec, name, other), name) == before


def test_a_second_service_changes_of_the_first_one_the_alarm_of_the_balancer_alone() -> None:
    """The balancer counts what it refuses of all services together."""
    spec = {
        "project": "shop",
        "region": "eu-central-1",
        "repository": "acme/shop",
        "service": {"port": 3000},
        "environments": {"prod": {"trigger": {"tag": "v*"}}},
    }
    second = {"port": 1, "context": "api", "route": {"path": ["/api/*"], "priority": 100}}
    one, two = (_others(each, "api") for each in (spec, {**spec, "services": {"api": second}}))
    assert one.keys() == two.keys()
    assert {path for path in one if one[path] != two[path]} == {
        "shop/prod/main/codedeploy.json",
        "shop/prod/main/monitoring.json",
    }
    alarms = json.loads(one["shop/prod/main/monitoring.json"])["Resources"]
    [gone] = alarms.keys() - json.loads(two["shop/prod/main/monitoring.json"])["Resources"].keys()
    assert gone == "LoadBalancerErrorsAlarm"


@pytest.mark.parametrize("part", range(examples(1, 4)))
@settings(max_examples=examples(12, 250))
@given(spec=services.specs())
def test_every_name_is_one_thing_s(part: int, spec: Data) -> None:
    """A thousand maps of services, in parts that no slow machine takes ten minutes for."""
    names: Counter[tuple[str, str]] = Counter()
    exports: Counter[str] = Counter()
    for template in services.templates(spec):
        for resource in template.data["Resources"].values():
            if name := resource.get("Properties", {}).get(NAMES.get(resource["Type"], ""), ""):
                names[resource["Type"], json.dumps(name)] += 1
        exports.update(
            output["Export"]["Name"] for output in template.data.get("Outputs", {}).values() if "Export" in output
        )
    assert [name for name, count in names.items() if count > 1] == []
    assert [name for name, count in exports.items() if count > 1] == []
    assert len(names) > 20
    groups = [name for kind, name in names if kind == "AWS::ElasticLoadBalancingV2::TargetGroup"]
    assert groups
    assert all(len(json.loads(name)) <= 32 for name in groups)


def _rules(spec: Data, environment: str, test: bool = False) -> list[tuple[int, Data, str]]:
    found = []
    for template in services.templates(spec):
        if template.environment == environment and template.noun == "routes":
            production, *tests = template.of(RULE)
            made = tests[0] if test else production
            found.append((made["Priority"], made, template.service))
    return found


@given(services.specs(), st.data())
def test_a_request_gets_to_the_service_that_says_most_of_it(spec: Data, choice: st.DataObject) -> None:
    """The service with the longest path that the request is in, and of two with the same one whose host says more."""
    rules = _rules(spec, "prod")
    assert [rule["Conditions"] for _, rule, _ in sorted(rules, key=str)] == [
        rule["Conditions"] for _, rule, _ in sorted(_rules(spec, "prod", test=True), key=str)
    ]
    paths = [service["route"]["path"][0] for service in spec["services"].values()]
    ends = st.sampled_from(["", "x", "x/y", "?q=*"])
    requests = st.tuples(
        st.sampled_from(["one.example.com", "else.example.com", "two.example.org", "shop.test"]),
        st.one_of(
            st.builds(lambda path, end: path.removesuffix("*") + end, st.sampled_from(paths), ends), st.just("/")
        ),
    )
    for host, path in choice.draw(st.lists(requests, min_size=_REQUESTS // 20, max_size=_REQUESTS // 20)):
        for number in range(20):
            asked = f"{path}{number}" if number else path
            assert services.routed(rules, host, asked) == _meant(spec, host, asked), (host, asked)


def _meant(spec: Data, host: str, path: str) -> str | None:
    best, found = (-1, -1), "main" if "service" in spec else None
    for name, service in spec["services"].items():
        route = service["route"]
        [prefix] = [pattern.removesuffix("*") for pattern in route["path"]]
        [pattern] = route.get("host", [""])
        is_host = not pattern or pattern == host or (pattern[0] == "*" and host.endswith(pattern[1:]))
        said = (len(prefix), 2 * len(pattern) if "*" not in pattern else len(pattern))
        if path.startswith(prefix) and is_host and said > best:
            best, found = said, name
    return found


@given(services.specs())
def test_a_priority_is_as_it_is_written(spec: Data) -> None:
    wanted = {name: service["route"]["priority"] for name, service in spec["services"].items()}
    if "service" in spec:
        wanted["main"] = 50_000
    for environment in ("dev", "prod"):
        assert {service: priority for priority, _, service in _rules(spec, environment)} == wanted
    assert len(set(wanted.values())) == len(wanted)


@given(services.specs(), st.data())
def test_each_push_starts_the_pipelines_that_it_should(spec: Data, choice: st.DataObject) -> None:
    pipelines = {
        (template.environment, template.service): pipeline
        for template in services.templates(spec)
        for pipeline in template.of("AWS::CodePipeline::Pipeline")
    }
    contexts = {"main": "services/main-one"} if "service" in spec else {}
    contexts |= {name: service["context"] for name, service in spec["services"].items()}
    extra = {name: service.get("paths", []) for name, service in spec["services"].items()}
    names = st.sampled_from(sorted(contexts))
    pushed = st.one_of(
        names.map(lambda name: f"{contexts[name]}/src/app.js"),
        names.map(lambda name: f"{contexts[name]}-old/app.js"),
        names.map(lambda name: f"templates_out/shop/dev/{name}/taskdef.json"),
        st.sampled_from(["README.md", "libs/shared/a/b.py", "libs/other.py", "templates_out/shop/dev/alb.json"]),
        names.map(lambda name: f"config/{name}.json"),
    )
    branch = spec["environments"]["dev"]["trigger"]["branch"]
    on_it = {"develop": "develop", "release/*": "release/1.2"}[branch]
    for files in choice.draw(st.lists(st.lists(pushed, min_size=1, max_size=4), min_size=5, max_size=5)):
        for pushed_to in (on_it, "main", "feature/x", f"{on_it}/more"):
            started = {
                key
                for key, made in pipelines.items()
                if services.starts(made, branch=pushed_to, changed_files=tuple(files))
            }
            assert started == (
                {("dev", name) for name in contexts if _touches(name, files, contexts, extra)}
                if pushed_to == on_it
                else set()
            )
    for name in contexts:
        tag = "v1.2.3" if name == "main" else f"{name}-v1.2.3"
        assert {key for key, made in pipelines.items() if services.starts(made, tag=tag)} == {("prod", name)}
    assert not any(services.starts(made, tag="other-v1.0.0") for made in pipelines.values())
    assert all(
        len(push.get("FilePaths", {}).get("Includes", ())) <= 8 for made in pipelines.values() for push in _pushes(made)
    )


def _pushes(pipeline: Data) -> list[Data]:
    return [push for trigger in pipeline["Triggers"] for push in trigger["GitConfiguration"]["Push"]]


def _touches(name: str, files: list[str], contexts: dict[str, str], extra: dict[str, list[str]]) -> bool:
    starts = [f"{contexts[name]}/", f"templates_out/shop/dev/{name}/"]
    starts += [path.removesuffix("**") for path in extra.get(name, [])]
    return any(file.startswith(tuple(starts)) for file in files)


@given(services.specs())
def test_what_is_one_service_s_says_nothing_of_another(spec: Data) -> None:
    """Neither by name nor by pattern; and no alarm watches what is not in one of its own target groups."""
    for template in services.templates(spec):
        if not template.service or template.environment == "shared":
            continue
        strings = [*_strings(template.data)]
        for other in spec["services"].keys() - {template.service}:
            base = f"shop-{template.environment}-{other}"
            word = re.compile(rf"(?<![a-z0-9-]){re.escape(base)}(?![a-z0-9])")
            assert not [text for text in strings if word.search(text)], (template.service, other)
            if template.noun == "iam":
                names = [f"{base}-task-R", f"/ecs/shop-{template.environment}/{other}", base, f"shop/{other}"]
                patterns = [text.rpartition(":")[2].rpartition("/")[2] for text in strings if text.startswith("arn:")]
                assert not [(one, name) for one in patterns for name in names if one != "*" and fnmatchcase(name, one)]
        if template.noun == "monitoring":
            assert _watched_elsewhere(template) == []


def _watched_elsewhere(template: Template) -> list[Any]:
    return [
        metric
        for alarm in template.of("AWS::CloudWatch::Alarm")
        for metric in alarm["Metrics"]
        if "MetricStat" in metric
        and not any(dimension["Name"] == "TargetGroup" for dimension in metric["MetricStat"]["Metric"]["Dimensions"])
    ]


def _strings(data: Any) -> list[str]:
    if isinstance(data, dict):
        return [text for value in data.values() for text in _strings(value)]
    if isinstance(data, list):
        return [text for value in data for text in _strings(value)]
    return [data] if isinstance(data, str) else []


def test_the_deployers_of_ten_services_fit_into_iam_s_sizes() -> None:
    names = ["orders", "payments", "catalog", "search", "accounts", "invoices", "shipping", "reports", "images"]
    spec: Data = {
        "project": "marketplace",
        "region": "eu-central-1",
        "repository": "acme/shop",
        "service": {"port": 3000},
        "services": {
            name: {"context": name, "port": 1, "route": {"path": [f"/{name}/*"], "priority": 100 + index}}
            for index, name in enumerate(names)
        },
        "environments": {"dev": {"trigger": {"branch": "develop"}}, "prod": {"trigger": {"tag": "v*"}}},
    }
    found = [template for template in services.templates(spec) if template.noun.startswith("deployer")]
    assert found
    for template in found:
        for policy in template.of("AWS::IAM::ManagedPolicy"):
            assert size(policy["PolicyDocument"]) <= POLICY_CHARACTERS
        for role in template.of("AWS::IAM::Role"):
            assert 0 < len(role["ManagedPolicyArns"]) <= POLICIES_PER_ROLE
    for template in services.templates(spec):
        for role in template.of("AWS::IAM::Role"):
            inline = sum(size(policy["PolicyDocument"]) for policy in role.get("Policies", []))
            assert inline <= 10_240, (template.service, role["RoleName"])
