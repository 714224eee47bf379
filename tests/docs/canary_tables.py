"""``python -m tests.docs.canary_tables`` writes the tables of canary.md anew, as the command finds them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from generator.app.build.compile import compile_spec
from generator.app.handwritten.rollout import rollout_with
from generator.app.power.answer import answer
from generator.app.power.search import search
from generator.canary.answers import Failure, Kind, Load
from generator.canary.bound import count_test
from generator.canary.course import Course, Strategy
from generator.canary.power import Power
from tests.docs.page import ROOT

PATH = ROOT / "docs/canary.md"
CHINESE_PATH = ROOT / "docs/zh/canary.md"
_CHINESE_WORDS = {
    "requests/s": "请求数/秒",
    "fails 1 %": "失败 1 %",
    "fails 2 %": "失败 2 %",
    "fails 5 %": "失败 5 %",
    "bad answers at 10 % (all at once)": "失败 10 % 时出错的响应数 (一次全部切换)",
    "bad answers at 5 %": "失败 5 % 时出错的响应数",
    "good ones stopped": "好版本被停止",
    "the default": "默认设置",
    "15 minutes, one count of all errors at their end": "15 分钟结束时统计一次全部错误",
    "none is good enough": "没有足够好的设置",
}
"""Cells of the tables that are words."""
_SPEC = """\
project: shop
region: us-west-2
repository: acme/shop
service: {port: 3000}
environments: {prod: {trigger: {tag: "v*"}}}
"""
_ERRORS = 0.2
_RATES = (1, 5, 20)
_SETTINGS = (
    "",
    "minutes: 5",
    "minutes: 5, alarms: {errors: 5, failures: 2}",
    "alarms: {errors: 2}",
    "percent: 25, minutes: 10, alarms: {errors: 2}",
)


@cache
def tables() -> dict[str, list[str]]:
    """What stands between the marks of each name."""
    return {"default": [*_default()], "settings": [*_settings()], "better": [*_better()]}


def written(path: Path) -> str:
    """The page with its tables made anew."""
    page = path.read_text(encoding="utf-8")
    for name, lines in tables().items():
        begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
        before, _, rest = page.partition(begin)
        _, mark, after = rest.partition(end)
        assert mark, name
        page = (
            before
            + begin
            + "".join(f"{_chinese(line) if path == CHINESE_PATH else line}\n" for line in lines)
            + mark
            + after
        )
    return page


def _chinese(row: str) -> str:
    return "|".join(f" {_CHINESE_WORDS.get(cell.strip(), cell.strip())} " if cell else "" for cell in row.split("|"))


def _power(release: str, requests: float) -> Power:
    build = compile_spec(_SPEC + (f"release: {{{release}}}\n" if release else ""), "shop.yaml")
    rollout = rollout_with(build, build.projects[0].services[0], [])
    assert rollout.course
    return Power(rollout.course, rollout.sides, Load(requests, _ERRORS, 0.5))


def _default() -> Iterator[str]:
    build = compile_spec(_SPEC, "shop.yaml")
    rollout = rollout_with(build, build.projects[0].services[0], [])
    assert rollout.course
    yield "| requests/s | fails 2 % | 5 % | 10 % | 20 % | bad answers at 10 % (all at once) | good ones stopped |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for rate in _RATES:
        found = answer(rollout, rollout.course, Load(rate, _ERRORS, 0.5), (2, 5, 10, 20))
        rows = [row for row in found.rows if row.kind is Kind.ERROR]
        caught = " | ".join(_percent(row.in_canary[1]) for row in rows)
        bad = f"{rows[2].bad_answers:.0f} ({rows[2].at_once:.0f})"
        yield f"| {rate} | {caught} | {bad} | {_percent(found.false_alarms)} |"


def _settings() -> Iterator[str]:
    yield "| `release:` | good ones stopped | fails 1 % | 2 % | 5 % |"
    yield "| --- | --- | --- | --- | --- |"
    for setting in _SETTINGS:
        power = _power(setting, 5)
        caught = " | ".join(_percent(power.caught(Failure(Kind.ERROR, percent)).in_canary()) for percent in (1, 2, 5))
        yield f"| {f'`{setting}`' if setting else 'the default'} | {_percent(power.false_alarms())} | {caught} |"
    course = Course(Strategy.CANARY, 10, 15, 5)
    usual, *caught_by_count = (count_test(course, Load(5, _ERRORS), percent, 2) for percent in (_ERRORS, 1, 2, 5))
    caught = " | ".join(map(_percent, caught_by_count))
    yield f"| 15 minutes, one count of all errors at their end | {_percent(usual)} | {caught} |"


def _better() -> Iterator[str]:
    build = compile_spec(_SPEC, "shop.yaml")
    yield "| requests/s | `release:` | fails 5 % | good ones stopped | bad answers at 5 % |"
    yield "| --- | --- | --- | --- | --- |"
    for rate in (0.3, 1, 5, 20, 100):
        better = search(build.projects[0].services[0], Load(rate, _ERRORS, 0.5))
        setting = f"`percent: {better.percent}, minutes: {better.minutes}, alarms: {better.alarms}`"
        caught, false = _percent(better.caught), _percent(better.false_alarms)
        row = f"{setting} | {caught} | {false} | {better.bad_answers:.0f}"
        yield f"| {rate:g} | {row if better.is_enough else 'none is good enough | | |'} |"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


if __name__ == "__main__":
    for each in (PATH, CHINESE_PATH):
        each.write_text(written(each), encoding="utf-8")
