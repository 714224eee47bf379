"""``canaryform report`` in a process of its own: what the page says, and what is refused."""

from __future__ import annotations

import json
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.cli.command import canaryform, put_spec

_VOID = {"meta", "link", "br"}
_HOSTILE = "</script><img src=x onerror=alert(1)>\"'&\u202etxt.exe"
_REST = """\
  prod:
    trigger: {tag: 'v*'}
    approval: true
    service: {count: {min: 2, max: 6, cpu: 60}}
    release: {minutes: 20}
"""


class _Page(HTMLParser):
    """The texts, identities, links and tags of a page; refuses what does not close as it opened."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.identities: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []
        assert len(self.identities) == len(set(self.identities))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        assert not any(name.startswith("on") or name == "style" for name in given)
        self.identities += filter(None, [given.get("id")])
        self.links += filter(None, [given.get("href")])
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += f" {data}" if self._open and self._open[-1] not in {"style", "script"} else ""


def _spec(folder: Path, more: str = _REST) -> Path:
    path = put_spec(folder)
    path.write_text(path.read_text() + more)
    return path


def _page(folder: Path, *arguments: str) -> _Page:
    result = canaryform(folder, "report", "-o", "-", *arguments)
    assert (result.returncode, result.stderr) == (0, "")
    return _Page(result.stdout)


def test_a_page_for_a_project_says_all_of_it_the_same_each_time(tmp_path: Path) -> None:
    _spec(tmp_path)
    result = canaryform(tmp_path, "report")
    assert (result.returncode, result.stdout, result.stderr) == (0, "wrote templates_out/shop/report.html\n", "")
    path = tmp_path / "templates_out/shop/report.html"
    page = _Page(path.read_text(encoding="utf-8"))
    said = " ".join(page.text.split())
    for words in (
        "A release begins when a tag such as v1.2.3 that matches v* is pushed.",
        "Somebody has to approve it in CodePipeline.",
        "10 % of the traffic reaches the new tasks. An alarm in this time takes it back.",
        "20 minutes",
        "shop-prod-blue-errors",
        "How many bad releases are stopped: prod, at 1 requests a second",
        "ecr:PutImage",
        "service.count.max",
        "Tasks of shop-prod; up to twice as many while a release shifts traffic 2 to 6",
        "whether somebody has authorised the connection to GitHub",
        "with the next release; no stack changes",
    ):
        assert words in said, words
    first = path.read_bytes()
    assert canaryform(tmp_path, "report").returncode == 0
    assert path.read_bytes() == first
    assert len(first) < 2 * 300_000


def test_links_in_the_page_lead_somewhere_and_nothing_is_asked_for(tmp_path: Path) -> None:
    _spec(tmp_path)
    page = _page(tmp_path)
    inside = {link.removeprefix("#") for link in page.links if link.startswith("#")}
    assert len(inside) > 100
    assert inside <= set(page.identities)
    assert {"img", "iframe", "object", "form"}.isdisjoint(page.tags)
    assert "https://github.com/acme/shop/blob/main/specs/shop.yaml#L7" in page.links


def test_one_environment_has_a_page_below_300_kb(tmp_path: Path) -> None:
    _spec(tmp_path)
    result = canaryform(tmp_path, "report", "-o", "-", "-e", "prod")
    assert len(result.stdout.encode()) < 300_000
    text = _Page(result.stdout).text
    assert "The system of prod" in text
    assert "shop-dev-blue-errors" not in text


def test_each_service_of_an_environment_has_a_release_of_its_own(tmp_path: Path) -> None:
    path = _spec(tmp_path)
    api = "services: {api: {port: 8080, route: {priority: 10, path: ['/api/*']}}}\nenvironments:"
    path.write_text(path.read_text().replace("environments:", api))
    said = " ".join(_page(tmp_path, "-e", "prod").text.split())
    for words in (
        "What stops a release: prod: api",
        "shop-prod--api-blue-errors",
        "a tag such as api-v1.2.3 that matches api-v* is pushed",
        "Who may do what: prod: api",
        "api / ecs",
        "main / ecs",
    ):
        assert words in said, words


def test_jobs_stand_below_the_release_that_brings_their_image(tmp_path: Path) -> None:
    path = _spec(tmp_path)
    job = "{kind: job, schedule: rate(1 day), timezone: Asia/Tokyo, command: [./run, two words], timeout: 30}"
    text = path.read_text().replace("environments:", f"services: {{nightly: {job}}}\nenvironments:")
    path.write_text(text + "    services: {nightly: {schedule: rate(2 days)}}\n")
    said = " ".join(_page(tmp_path).text.split())
    for words in (
        "Jobs that get its image after it: prod Job Runs at Runs Ends after Spec "
        "nightly rate(2 days) Asia/Tokyo ./run 'two words' 30 minutes ",
        "Who may do what: prod: nightly",
        "services.nightly.schedule rate(1 day) ",
    ):
        assert words in said, words


def test_hostile_texts_stay_text(tmp_path: Path) -> None:
    path = _spec(tmp_path)
    text = path.read_text()
    path.write_text(
        text.replace("approval: true", f"service: {{environment: {{EVIL: {json.dumps(_HOSTILE)}}}}}").replace(
            "    service: {count: {min: 2, max: 6, cpu: 60}}\n", ""
        )
    )
    page = _page(tmp_path)
    assert "img" not in page.tags
    assert page.tags.count("script") == 1
    assert "</script><img src=x onerror=alert(1)>" in page.text
    assert "\u202e" not in page.text


def test_of_a_spec_with_problems_there_is_no_page(tmp_path: Path) -> None:
    _spec(tmp_path, "nonsense: 1\n")
    result = canaryform(tmp_path, "report")
    assert (result.returncode, result.stdout) == (1, "")
    assert "specs/shop.yaml:8:1" in result.stderr
    assert result.stderr.endswith("1 error in 1 spec; no page was written\n")
    assert not (tmp_path / "templates_out").exists()


@pytest.mark.parametrize("arguments", [("-e", "nowhere"), ("-o", "-", "specs/shop.yaml", "specs/other.yaml")])
def test_what_is_not_there_or_not_one_is_refused(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    _spec(tmp_path)
    put_spec(tmp_path, "other.yaml", "other")
    result = canaryform(tmp_path, "report", *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert not (tmp_path / "templates_out").exists()


def _git(folder: Path, *arguments: str) -> None:
    own = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *own, *arguments], cwd=folder, check=True, capture_output=True)


def test_changes_since_a_commit_are_in_the_page(tmp_path: Path) -> None:
    path = _spec(tmp_path)
    _git(tmp_path, "init", "-b", "main")
    _git(tmp_path, "add", "specs")
    _git(tmp_path, "commit", "-m", "A spec")
    refused = canaryform(tmp_path, "report", "--since", "main")
    assert refused.returncode == 3
    assert "cannot compare with main: it has no templates_out/" in refused.stderr
    assert canaryform(tmp_path, "generate").returncode == 0
    _git(tmp_path, "add", ".")
    _git(tmp_path, "commit", "-m", "What it gives")
    assert "Nothing that is deployed changes since main." in _page(tmp_path, "--since", "main").text
    path.write_text(path.read_text().replace("minutes: 20", "minutes: 30"))
    text = _page(tmp_path, "--since", "main").text
    assert "What changes since main" in text
    assert re.search(r"20 -> 30", text)
