"""What a person should know of a spec that is in order."""

from __future__ import annotations

import pytest

from generator.app.build.notes import accepted, notes, patched
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


def _accepting(own: str, project: str = "{}") -> list[str]:
    text = SPEC.format(main="web", api="api") + f"accept: {project}\n"
    text = text.replace("{branch: develop}}", f"{{branch: develop}}, accept: {own}}}")
    projects = load(text, "spec.yaml").projects
    return [*notes(projects), *accepted(projects)]


def test_what_is_accepted_is_not_said_but_why() -> None:
    http, ids = _accepting("{}")
    assert http.startswith("dev, prod speak plain HTTP")
    assert (http.endswith("[plain-http]"), ids.endswith("[repository-ids]")) == (True, True)
    http, ids, why = _accepting("{plain-http: inside the office}")
    assert http.startswith("prod speaks plain HTTP")
    assert why == "plain-http is accepted in dev: inside the office"
    both = _accepting("{}", "{plain-http: old, repository-ids: made in 2020}")
    assert both == ["plain-http is accepted in dev, prod: old", "repository-ids is accepted in dev, prod: made in 2020"]
    assert _accepting("{plain-http: null}", "{plain-http: old}")[0].startswith("dev speaks plain HTTP")


def test_the_report_names_each_patch_with_its_reasons() -> None:
    text = SPEC.format(main="web", api="api").replace(
        "dev: {trigger: {branch: develop}}", "dev: {trigger: {branch: develop}, patches: {b: null}}"
    )
    said = """
patches:
  a: {stack: base, why: mails say who sends them, merge: {A: 1}}
  b: {stack: ecs, service: api, why: it is slow, i-know: until March, merge: {A: 1}}
"""
    assert [*patched(load(text + said, "spec.yaml").projects)] == [
        "the patch a changes the stack base in dev, prod: mails say who sends them",
        "the patch b changes the stack ecs of api in prod: it is slow; i-know: until March",
    ]


def test_a_shell_in_production_is_somebody_s_choice() -> None:
    text = SPEC.format(main="web", api="api").replace("port: 1,", "port: 1, exec: true, read_only: false,")
    [told] = [note for note in notes(load(text, "spec.yaml").projects) if note.endswith("[shell-in-production]")]
    assert "api in prod (line 6)" in told
    accepted = load(f"{text}accept: {{shell-in-production: on call alone}}\n", "spec.yaml").projects
    assert not [note for note in notes(accepted) if "shell" in note]


@pytest.mark.parametrize(
    ("release", "times"),
    [
        ("{engine: ecs, strategy: linear, percent: 10, pause: step}", ["10 times (line 5)"] * 2),
        ("{engine: ecs, strategy: linear, percent: 12.5, pause: step}", ["8 times (line 5)"] * 2),
        ("{engine: ecs, strategy: canary, pause: step}", []),
        ("{engine: ecs, strategy: linear, percent: 10, pause: tested}", []),
        ("{strategy: linear, percent: 10}", []),
    ],
)
def test_how_often_a_person_is_asked(release: str, times: list[str]) -> None:
    text = f"""\
project: shop
region: eu-central-1
repository: acme/shop
service: {{port: 3000}}
release: {release}
environments:
  dev: {{trigger: {{branch: develop}}}}
  prod: {{trigger: {{tag: "v*"}}}}
"""
    found = [note for note in notes(load(text, "spec.yaml").projects) if note.endswith("[many-pauses]")]
    assert [note.partition("a person ")[2].partition(":")[0] for note in found] == times


def test_a_task_that_a_proxy_fills_is_told_of() -> None:
    text = SPEC.format(main="web", api="api").replace("port: 1,", "port: 1, connect: true, cpu: 512, memory: 1024,", 1)
    text += "release: {engine: ecs}\n"
    assert not [note for note in notes(load(text, "spec.yaml").projects) if note.endswith("[connect-size]")]
    small = text.replace("cpu: 512, memory: 1024, ", "")
    [told] = [note for note in notes(load(small, "spec.yaml").projects) if note.endswith("[connect-size]")]
    assert "api in dev (line 6), api in prod (line 6)" in told
    accepted = load(f"{small}accept: {{connect-size: it idles}}\n", "spec.yaml").projects
    assert not [note for note in notes(accepted) if "connect-size" in note]


def test_limits_that_fargate_may_leave_alone_are_told() -> None:
    text = SPEC.format(main="web", api="api").replace("context: web", "context: web, ulimits: {nofile: 9, core: 0}")
    [told] = [note for note in notes(load(text, "spec.yaml").projects) if note.endswith("[ulimits]")]
    assert "core of main in dev (line 4), core of main in prod (line 4). Look" in told
    accepted = load(f"{text}accept: {{ulimits: we looked}}\n", "spec.yaml").projects
    assert not [note for note in notes(accepted) if "ulimits" in note]
