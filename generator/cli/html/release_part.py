"""The services of a report -> how a release runs, minute by minute, what stops it, and which jobs it brings."""

from __future__ import annotations

from generator.app.report.release_course import Step
from generator.app.report.report import Report, ServiceReport
from generator.app.report.stops import Caught
from generator.canary.course import Course
from generator.cli.html.element import Child, Html, element, joined, name, table
from generator.cli.html.link import Links
from generator.naming import MAIN

_WIDTH, _HEIGHT, _LEFT, _TOP = 320, 130, 40, 18
_BOTTOM = _HEIGHT - 24
_RIGHT = _WIDTH - 30


def release_part(report: Report, links: Links) -> Html:
    """The steps of a release of each service in each environment, and the jobs that get its image after it."""
    return joined(
        element(
            "section",
            element("h3", title),
            _steps(service),
            _chart_of(title, service),
            _jobs(title, service, report, links),
        )
        for title, service in _services(report)
    )


def stops_part(report: Report, links: Links) -> Html:
    """The alarms, and what they catch."""
    return joined(
        element("section", element("h3", title), *_stops(title, service, report, links))
        for title, service in _services(report)
    )


def _services(report: Report) -> list[tuple[str, ServiceReport]]:
    return [
        (environment.name if service.name == MAIN else f"{environment.name}: {service.name}", service)
        for environment in report.environments
        for service in environment.services
    ]


def _jobs(title: str, service: ServiceReport, report: Report, links: Links) -> Html | None:
    if not service.jobs:
        return None
    rows = [
        (
            name(job.name),
            job.schedule,
            name(job.command),
            f"{job.timeout} minutes" if job.timeout else "by itself",
            links.to(report.spec, job.line),
        )
        for job in service.jobs
    ]
    return table(f"Jobs that get its image after it: {title}", ("Job", "Runs at", "Runs", "Ends after", "Spec"), rows)


def _steps(service: ServiceReport) -> Html:
    return element("ol", *map(_step, service.steps), class_="steps", role="list")


def _step(step: Step) -> Html:
    minutes = element("span", step.minutes, class_="minutes") if step.minutes else None
    return element("li", element("b", step.title), name(step.name), minutes, element("br"), step.text)


def _chart_of(title: str, service: ServiceReport) -> Html | None:
    course = service.rollout.course if service.rollout else None
    return _chart(title, course) if course and course.total_minutes else None


def _chart(title: str, course: Course) -> Html:
    """The share of the traffic that the new version has, over the minutes."""
    total = course.total_minutes
    across, up = (_RIGHT - _LEFT) / total, _BOTTOM - _TOP
    corners = [f"M{_LEFT} {_BOTTOM}"]
    for minute, share in enumerate(course.shares):
        y = _BOTTOM - share * up
        corners.append(f"L{_LEFT + minute * across:.1f} {y:.1f}L{_LEFT + (minute + 1) * across:.1f} {y:.1f}")
    path = "".join(corners)
    about = f"{title}: how much of the traffic the new version has, minute by minute"
    texts = [
        ("2", str(_TOP + 4), "100 %"),
        ("2", str(_BOTTOM), "0 %"),
        (str(_LEFT), str(_HEIGHT - 6), "0 min"),
        (str(_RIGHT - 14), str(_HEIGHT - 6), f"{total} min"),
    ]
    if course.canary_minutes:
        moved = _LEFT + course.canary_minutes * across
        texts.append(
            (f"{min(max(moved - 14, _LEFT + 40), _RIGHT - 60):.0f}", str(_HEIGHT - 6), f"{course.canary_minutes} min")
        )
    return element(
        "svg",
        element("title", about),
        element("rect", class_="ground", x=_LEFT, y=_TOP, width=_RIGHT - _LEFT, height=up),
        element("path", class_="new", d=f"{path}L{_RIGHT} {_BOTTOM}Z"),
        element("path", class_="edge", d=path),
        *(element("text", text, x=x, y=y) for x, y, text in texts),
        class_="chart",
        role="img",
        width=_WIDTH,
        height=_HEIGHT,
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
    )


def _stops(title: str, service: ServiceReport, report: Report, links: Links) -> list[Child]:
    if not service.stops:
        return [element("p", "No alarm stops a release: what is bad gets all of the traffic.", class_="bad")]
    heads = ("Alarm", "It goes off when", "Limit", "How often", "Metrics", "Spec")
    rows = [
        (
            name(stop.name),
            stop.about,
            stop.limit,
            stop.periods,
            ", ".join(stop.metrics),
            links.to(report.spec, stop.origin.line),
        )
        for stop in service.stops
    ]
    return [table(f"What stops a release: {title}", heads, rows), *_caught(title, service.caught)]


def _caught(title: str, found: Caught | None) -> list[Child]:
    if found is None:
        return [element("p", "No alarm sees answers with 5xx.", class_="bad")]
    source = "assumed, since the spec does not say traffic.requests" if found.is_assumed else "by the spec"
    heads = ("Fails", "Stopped in the canary", "Stopped before the old tasks end")
    rows = [
        (f"{percent:g} % of its answers", _percent(canary), _percent(end)) for percent, canary, end in found.chances
    ]
    caption = f"How many bad releases are stopped: {title}, at {found.requests:g} requests a second ({source})"
    more = "canaryform power says more: slow releases, false alarms, and which canary would catch more."
    return [table(caption, heads, rows), element("p", more, class_="soft")]


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %" if share < 0.995 or share == 1 else "> 99 %"
