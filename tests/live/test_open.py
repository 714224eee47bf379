"""``canaryform open``: which address it prints, and that it is what the browser gets."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.live.environment import NOTHING, SPEC, put_spec
from tests.live.here import run_here
from tests.live.release import DNS_NAME, STEADY
from tests.live.stand_in import standing_in

_FRONT = (
    "load_balancer:\n"
    "  certificate: arn:aws:acm:us-west-2:111122223333:certificate/1234abcd-12ab-34cd-56ef-1234567890ab\n"
    "  domain: {name: shop.example.com, zone: Z0123456789ABCDEFGHIJ}\n"
)
_API = (
    "services:\n  api:\n    context: services/api\n    port: 8080\n"
    '    route: {path: ["/api/*"], priority: 100}\n    build: {version_file: none, test: []}\n'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_spec(tmp_path)
    return tmp_path


def test_the_browser_gets_the_address(folder: Path) -> None:
    with standing_in(STEADY) as aws:
        browser = f"{folder}/browser %s"
        (folder / "browser").write_text(f'#!/bin/sh\necho "$1" > "{folder}/opened"\n')
        (folder / "browser").chmod(0o755)
        # Where webbrowser has looked for browsers before, it does not look at BROWSER again.
        result = aws.run(folder, "open", "-e", "prod", BROWSER=browser)
    assert (result.returncode, result.stdout) == (0, f"http://{DNS_NAME}/\n")
    assert (folder / "opened").read_text() == f"http://{DNS_NAME}/\n"


def test_a_domain_is_known_without_aws(folder: Path) -> None:
    (folder / "specs/shop.yaml").write_text(SPEC + _FRONT + _API)
    (folder / "services/api").mkdir(parents=True)
    (folder / "services/api/Dockerfile").write_text("FROM scratch\n")
    with standing_in({}) as aws:
        main = run_here(aws, folder, "open", "-e", "prod", "-s", "main", "--print")
        api = run_here(aws, folder, "open", "-e", "prod", "-s", "api", "--print")
    assert main.err == ""
    assert (main.out, api.out) == ("https://shop.example.com/\n", "https://shop.example.com/api/\n")


def test_the_console(folder: Path) -> None:
    with standing_in({}) as aws:
        ran = run_here(aws, folder, "open", "-e", "prod", "--console", "--print")
    where = "https://us-west-2.console.aws.amazon.com/codesuite/codepipeline/pipelines"
    assert ran.out == f"{where}/shop-prod/view?region=us-west-2\n"


def test_before_it_is_deployed(folder: Path) -> None:
    with standing_in(NOTHING) as aws:
        ran = run_here(aws, folder, "open", "-e", "prod", "--print")
    assert (ran.code, ran.out) == (3, "")
    assert "shop prod has no address yet: there is no load balancer shop-prod" in ran.err
    assert "`canaryform deploy specs/shop.yaml -e prod` makes it" in ran.err


def test_a_closed_route_has_no_address(folder: Path) -> None:
    api = _API.replace('path: ["/api/*"]', "closed: true").replace("port: 8080", "port: 8080\n    connect: true")
    (folder / "specs/shop.yaml").write_text(f"{SPEC}{api}    release: {{engine: ecs}}\n")
    (folder / "services/api").mkdir(parents=True)
    (folder / "services/api/Dockerfile").write_text("FROM scratch\n")
    with standing_in({}) as aws:
        ran = run_here(aws, folder, "open", "-e", "prod", "-s", "api", "--print")
    assert (ran.code, ran.out) == (3, "")
    assert "api has no address" in ran.err
    assert "other services of prod reach it at http://api:8080" in ran.err


def test_a_worker_has_no_address_and_its_pipeline_a_page(folder: Path) -> None:
    spec = folder / "specs/shop.yaml"
    spec.write_text(f"{SPEC}services:\n  mail: {{context: service, kind: worker}}\n")
    with standing_in({}) as aws:
        ran = run_here(aws, folder, "open", "-e", "prod", "-s", "mail", "--print")
        page = run_here(aws, folder, "open", "-e", "prod", "-s", "mail", "--print", "--console")
        asks = "  asks: {context: service, kind: worker, connect: true}\n"
        spec.write_text(spec.read_text().replace("kind: worker}", "kind: worker, port: 25, connect: true}") + asks)
        named = run_here(aws, folder, "open", "-e", "prod", "-s", "mail", "--print")
    assert "others of prod that connect reach it at mail:25" in named.err
    assert (ran.code, aws.requests) == (3, [])
    assert "mail has no address: no load balancer sends requests to a worker" in ran.err
    assert page.code == 0
