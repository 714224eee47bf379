"""``python -m tests.tutorial.page`` writes docs/tutorial.md anew: its prose, and what the commands really print.

In the prose a line ``$ command`` of a console block is followed by what the command prints, a bash block is run whole,
and a line ``%word`` changes the AWS that the commands ask: an emulator, or where no emulator can show it a stand-in.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from generator.app.build.compile import compile_spec
from tests.deploy.account import Account
from tests.docs.page import ROOT
from tests.emulator import schema
from tests.emulator.process import ACCOUNT, WITH_OURS, emulator
from tests.golden.case import CASES
from tests.live.release import CANARY, ROLLED_BACK
from tests.live.stand_in import Answers, standing_in
from tests.tutorial.session import Session

PAGE = ROOT / "docs/tutorial.md"
PROSE = Path(__file__).with_name("tutorial.md")
_PARTS = re.compile(r"(^```\w+\n.*?^```\n|^%[a-z-]+\n\n?)", re.DOTALL | re.MULTILINE)
_STANDING_IN = {"canary": CANARY, "rolled-back": ROLLED_BACK}
_VERSIONS = {"1.2.3": "1.0.0", "1.3.0": "1.1.0"}
"""The releases of the stand-in, which has had more of them."""


_BALANCER = re.compile(r"(shop-\w+)-\w{8}(\.us-west-2\.elb\.)")
_KEY = re.compile(r"(?<=KMS::Key |--key-id )[0-9a-f-]{36}")

Before = Callable[[Session, str], None]
"""What is done before a command of the page runs."""


class Tutorial:
    """The page while it is being read: the shell, and the AWS that it asks."""

    def __init__(self, session: Session, endpoint: str, before: Before) -> None:
        self._session, self._stack, self._before = session, ExitStack(), before
        self._account = Account(endpoint, ACCOUNT, "us-west-2", session.home)
        self._ask_emulator()

    def parts(self, prose: str) -> Iterator[str]:
        """The page bit by bit."""
        with self._stack:
            for part in _PARTS.split(prose):
                yield self._part(part)

    def _part(self, part: str) -> str:
        if part.startswith("%"):
            self._turn(part.strip("%\n"))
            return ""
        if part.startswith("```bash\n"):
            self._run(part.removeprefix("```bash\n").removesuffix("```\n"))
            return part
        if part.startswith("```console\n"):
            return "".join(map(self._line, part.splitlines(keepends=True)))
        return part

    def _line(self, line: str) -> str:
        return line + self._run(line[2:]) if line.startswith("$ ") else line

    def _run(self, command: str) -> str:
        self._before(self._session, command.strip())
        return _without_ids(self._session.run(command))

    def _turn(self, word: str) -> None:
        if word == "authorise":
            spec = self._session.folder / "specs/shop.yaml"
            self._account.authorise(compile_spec(spec.read_text(encoding="utf-8"), spec.name).projects[0])
        elif word in _STANDING_IN:
            aws = self._stack.enter_context(standing_in(_told_anew(_STANDING_IN[word])))
            self._session.variables = aws.environment
        else:
            self._ask_emulator()

    def _ask_emulator(self) -> None:
        names = ("AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_EC2_METADATA_DISABLED")
        self._session.variables = {name: self._account.variables[name] for name in names}


def written() -> str:
    """The page, from a home folder and an emulator that end with it."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder).resolve() / "home"
        home.mkdir()
        templates = [subject.data for subject in CASES["example"].build().subjects]
        types = {resource["Type"] for template in templates for resource in template["Resources"].values()}
        schema.write(home.parent / "schemas.json", types)
        with emulator(home.parent, WITH_OURS, SCHEMAS=str(home.parent / "schemas.json")) as endpoint:
            return told(Session(home), endpoint)


def told(session: Session, endpoint: str, before: Before = lambda session, command: None) -> str:
    """The page, as the commands print it in a session against the emulator."""
    return "".join(Tutorial(session, endpoint, before).parts(PROSE.read_text(encoding="utf-8")))


def _without_ids(text: str) -> str:
    """What a command printed, with the same number of a load balancer and of a key each time."""
    text = _BALANCER.sub(r"\1-1234567890\2", text)
    return _KEY.sub("01234567-89ab-cdef-0123-456789abcdef", text)


def _told_anew(answers: Answers) -> Answers:
    """What the stand-in answers, with the versions of the tutorial in the place of its own."""
    return {name: _renamed(answer) for name, answer in answers.items()}


def _renamed(answer: Any) -> Any:
    if callable(answer):
        return lambda parameters: _renamed(answer(_renamed_back(parameters)))
    return _replaced(answer, _VERSIONS)


def _renamed_back(parameters: Any) -> Any:
    return _replaced(parameters, {new: old for old, new in _VERSIONS.items()})


def _replaced(data: Any, words: Mapping[str, str]) -> Any:
    if isinstance(data, str):
        for old, new in words.items():
            data = data.replace(old, new)
        return data
    if isinstance(data, Mapping):
        return {_replaced(key, words): _replaced(value, words) for key, value in data.items()}
    return [_replaced(each, words) for each in data] if isinstance(data, list | tuple) else data


if __name__ == "__main__":
    PAGE.write_text(written(), encoding="utf-8")
