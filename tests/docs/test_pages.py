"""Every page of the documents says what is so: the files, targets, commands, options and resources in it exist."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import botocore.session
import click
from botocore import xform_name

from generator.app.build.compile import Build
from generator.app.judge.gate import systems
from generator.app.report.system_graph import system_graph
from generator.cli.main import cli
from generator.naming import SHARED
from generator.picture.layout import layout
from generator.picture.svg import svg
from tests.docs import command_page
from tests.docs.page import ROOT, Page, page
from tests.docs.translation import anchors
from tests.golden.case import CASES

PAGES = [
    page(path.relative_to(ROOT).as_posix())
    for path in sorted([*ROOT.glob("README*.md"), ROOT / "CHANGELOG.md", *ROOT.glob("docs/**/*.md")])
]
_FOLDERS = ("generator/", "specs/", "templates_out/", "service/", "tests/", "docs/")
_OF_READERS = re.compile(r"[*<>{}…]|PROJECT|shop|billing|ENV|SERVICE|\.canaryform|report\.html")
"""In the name of a file that is the reader's, or is one of several."""
_NO_COMMANDS = {"main", "develop", "tags", "releasers", "COMMAND", "--help"}
"""Words after canaryform that name a ruleset, or any command."""
_CLI_ALONE = {
    "cloudformation deploy": {
        "stack-name",
        "template-file",
        "capabilities",
        "no-fail-on-empty-changeset",
        "no-execute-changeset",
        "tags",
    }
}
_OF_EVERY_COMMAND = {"region", "query", "output"}


def _wrong(check: Callable[[Page], Iterator[str]]) -> list[str]:
    """What a check finds wrong, each with its page."""
    return [f"{each.path.relative_to(ROOT)}: {problem}" for each in PAGES for problem in check(each)]


def test_every_relative_link_leads_somewhere() -> None:
    assert _wrong(_broken_links) == []


def _broken_links(here: Page) -> Iterator[str]:
    known = cache(anchors)
    for link in here.links:
        target, _, anchor = link.partition("#")
        if ":" in target:
            continue
        path = (here.path.parent / target).resolve() if target else here.path
        if not path.exists() or (anchor and path.suffix == ".md" and anchor not in known(path)):
            yield link


def test_every_file_in_the_text_exists() -> None:
    assert _wrong(_missing_files) == []


def _missing_files(here: Page) -> Iterator[str]:
    for code in here.inline:
        if code.startswith(_FOLDERS) and " " not in code and not _OF_READERS.search(code):
            path, _, test = code.partition("::")
            if not (ROOT / path).exists() or (test and test not in (ROOT / path).read_text(encoding="utf-8")):
                yield code


def test_every_generated_file_and_resource_exists() -> None:
    assert _wrong(_missing_resources) == []
    assert len([*_resources(page("docs/how-it-works.md"))]) > 10
    assert len([*_resources(page("docs/faq.md"))]) > 3


@cache
def _generated() -> dict[str, str]:
    """Each file of the example with its text."""
    return {artifact.path: artifact.text for artifact in CASES["example"].build().artifacts}


def _missing_resources(here: Page) -> Iterator[str]:
    for file, resource in _resources(here):
        text = _generated().get(f"my-microservice/{file}")
        if text is None or (resource and f"\n  {resource}:\n    Type:" not in text):
            yield f"{file}: {resource}"


def _resources(here: Page) -> Iterator[tuple[str, str]]:
    found = re.findall(r"(?<![\w/])((?:prod|shared)/(?:main/)?[a-z]+\.(?:yaml|yml|json))(?:: ([A-Z]\w+))?", here.text)
    yield from found


def test_every_make_target_exists() -> None:
    assert _wrong(_missing_targets) == []


def _missing_targets(here: Page) -> Iterator[str]:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    yield from (words[0] for words in here.commands("make") if words and words[0] not in targets)


def test_every_command_and_option_of_canaryform_exists() -> None:
    assert _wrong(_unknown_words) == []


def _unknown_words(here: Page) -> Iterator[str]:
    for words in here.commands("canaryform"):
        command = _command(words)
        known = {option for parameter in command.params for option in parameter.opts} if command else set()
        before = words[: words.index("--")] if "--" in words else words
        options = {word.partition("=")[0] for word in before if word.startswith("--")}
        if not {*words} <= _NO_COMMANDS and (command is None or options - known - {"--help", "--version"}):
            yield " ".join(words)


def _command(words: Sequence[str]) -> click.Command | None:
    """The command that the first words lead to; none if a group does not know one."""
    command: click.Command | None = cli
    for word in words:
        if not isinstance(command, click.Group) or not re.fullmatch(r"[a-z][a-z-]*", word):
            break
        command = command.get_command(click.Context(command), word)
    return command


def test_every_option_named_alone_exists() -> None:
    assert _wrong(_unknown_options) == []


def _unknown_options(here: Page) -> Iterator[str]:
    known = {option for each in command_page.commands() for found in each.command.params for option in found.opts}
    known |= {"--help", "--parameter-overrides", "--force-with-lease", "--cli-input-json", "--require-hashes"}
    for code in here.inline:
        if re.match("--[a-z]", code) and re.split(r"[ =]", code)[0] not in known:
            yield code


def test_every_aws_command_exists_and_knows_its_options() -> None:
    assert _wrong(_unknown_to_aws) == []
    assert [*page("docs/github.md").commands("aws")]


def _unknown_to_aws(here: Page) -> Iterator[str]:
    session = botocore.session.get_session()
    for words in here.commands("aws"):
        if len(words) < 2 or words[0].startswith("-"):
            continue
        service, operation, *rest = words
        options = {word.removeprefix("--") for word in rest if word.startswith("--")} - _OF_EVERY_COMMAND
        known = _CLI_ALONE.get(f"{service} {operation}")
        if known is None:
            model = session.get_service_model({"deploy": "codedeploy"}.get(service, service))
            [found] = [each for each in model.operation_names if xform_name(each, "-") == operation]
            known = {xform_name(each, "-") for each in model.operation_model(found).input_shape.members}
        yield from (f"{service} {operation} --{option}" for option in options - known)


def test_no_account_id_is_a_real_one() -> None:
    assert (
        _wrong(lambda here: iter({*re.findall(r"\b(?<!-)\d{12}\b", here.text)} - {"111122223333", "123456789012"}))
        == []
    )


def test_the_page_of_commands_is_what_their_help_says() -> None:
    assert command_page.PATH.read_text(encoding="utf-8") == command_page.written(), "run `make docs`"


def test_the_chinese_table_of_commands_has_every_command_and_no_other() -> None:
    cells = [row[0] for row in page("docs/zh/commands.md").rows if row[0].startswith("`canaryform ")]
    named = {code.split(" -")[0].split(" PATH")[0] for cell in cells for code in re.findall(r"`([^`]+)`", cell)}
    assert named == {each.command_path for each in command_page.commands()}


def test_the_picture_is_what_is_drawn_today() -> None:
    build = CASES["example"].build()
    [project] = [each for each in build.projects if each.environment.name == "prod"]
    [system] = [each for each in systems(build) if each.environment == "prod"]
    drawn = layout(system_graph(build, project, system))
    committed = (ROOT / "docs/system.svg").read_text(encoding="utf-8")
    described = re.findall(r"<desc>(.*?)</desc>", committed)[0]
    assert committed == svg(drawn, "my-microservice prod", described), "run `make docs`"


def test_the_page_of_generated_files_names_every_file_and_no_other() -> None:
    here = page("docs/generated.md")
    files = {_open(path, build) for build in (case.build() for case in CASES.values()) for path in _paths(build)}
    assert {code for code in here.inline if code in files} == files | {"SHA256SUMS"}
    assert {row[0].strip("`") for row in here.rows if row[0].startswith("`")} <= files | {"SHA256SUMS"}


def _paths(build: Build) -> Iterator[str]:
    """Without the project's folder."""
    return (artifact.path.partition("/")[2] for artifact in build.artifacts)


def _open(path: str, build: Build) -> str:
    """With ENV, SERVICE and JOB where a name is in each spec its own."""
    folder, *rest = path.split("/")
    of = [project for project in build.projects if folder in (project.environment.name, SHARED)]
    kinds = {each.name: "SERVICE" for project in of for each in project.services}
    kinds |= {each.name: "JOB" for project in of for each in project.jobs}
    where = folder if folder == SHARED or not of else "ENV"
    return "/".join([where, *(kinds.get(part, part) for part in rest)])
