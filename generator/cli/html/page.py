"""A report -> its page: one file, which asks for nothing."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple

from generator import __version__
from generator.app.report.report import Report
from generator.cli.html import other_parts
from generator.cli.html.element import Html, element
from generator.cli.html.link import Links
from generator.cli.html.live_part import live_part
from generator.cli.html.release_part import release_part, stops_part
from generator.cli.html.system_part import resources_part, system_part
from generator.picture.svg import STYLE


class Part(NamedTuple):
    """A section of the page."""

    identity: str
    title: str
    body: Html


def page(report: Report) -> str:
    """The same report gives the same bytes."""
    parts = [*_parts(report)]
    title = f"{report.project}: the system on one page"
    names = ", ".join(environment.name for environment in report.environments)
    header = element(
        "header",
        element("a", "To the content", class_="skip", href="#content"),
        element("h1", element("bdi", report.project)),
        element(
            "p",
            "Environments: ",
            element("bdi", names),
            ". Spec: ",
            Links(report.repository, report.main).to(report.spec, 0),
        ),
        element(
            "nav",
            element("ul", *(element("li", element("a", each.title, href=f"#{each.identity}")) for each in parts)),
            aria_label="Parts",
        ),
    )
    body = element("main", *map(_section, parts), id="content")
    asked = "AWS was asked how it is now" if report.live else "no account was asked"
    footer = element("footer", f"Made from the spec and its templates by canaryform {__version__}; {asked}.")
    script = _file("script.js")
    whole = element(
        "html",
        _head(title, script),
        element("body", header, body, footer, element("script", Html(script))),
        lang="en",
    )
    return f"<!doctype html>\n{whole}\n"


def _head(title: str, script: str) -> Html:
    style = _file("style.css") + STYLE
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return element(
        "head",
        element("meta", charset="utf-8"),
        # https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CSP
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        # A browser would ask a server for an icon otherwise.
        element("link", rel="icon", href="data:,"),
        element("title", title),
        element("style", Html(style)),
    )


def _parts(report: Report) -> Iterator[Part]:
    links = Links(report.repository, report.main)
    if report.live:
        yield Part("live", "How it is now", live_part(report.live))
    if report.since:
        yield Part("since", f"What changes since {report.since.revision}", other_parts.since_part(report.since))
    yield Part("system", "The system", system_part(report))
    yield Part("release", "A release", release_part(report, links))
    yield Part("stops", "What stops a release", stops_part(report, links))
    yield Part("access", "Who may do what", other_parts.access_part(report))
    yield Part("changing", "Changing it", other_parts.changing_part(report, links))
    yield Part("environments", "Environments side by side", other_parts.environments_part(report, links))
    yield Part("quantities", "What costs by the hour", other_parts.quantities_part(report))
    yield Part("checks", "What was checked", other_parts.checks_part(report))
    yield Part("resources", "All resources", resources_part(report, links))


def _section(part: Part) -> Html:
    heading = element("h2", part.title, id=f"{part.identity}-title")
    return element("section", heading, part.body, id=part.identity, aria_labelledby=f"{part.identity}-title")


def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
