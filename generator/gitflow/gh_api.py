"""GitHub's REST API, asked through ``gh api``; each way in which it says no, as a person can act on it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.errors import OutsideError
from generator.gitflow.gh import Gh
from generator.gitflow.git import Answer

_HEADERS = ("Accept: application/vnd.github+json", "X-GitHub-Api-Version: 2022-11-28")
_LOGIN = "log in with: gh auth login"
_NOT_LOGGED_IN = 4
"""https://cli.github.com/manual/gh_help_exit-codes"""
_STATUS = re.compile(r"\(HTTP (\d{3})\)")

_UNPROCESSABLE = 422
_SERVER = 500

_WORDS = {
    "upgrade to github": "GitHub has rulesets for private repositories on paid plans only: make the repository public, "
    "or upgrade its owner's plan",
    "rate limit": "wait a few minutes, and run the same command again: it goes on where it stopped",
    "saml": "authorise gh for the organisation's single sign-on: gh auth refresh --hostname github.com",
}
"""What GitHub's own words give away, whatever the status."""
_STATUSES = {
    401: f"the login has expired or was withdrawn; {_LOGIN}",
    403: "rulesets take an administrator of the repository, with a token that may administer it: gh auth status",
    404: "check `repository` in the spec. GitHub also says this to whoever may not see a repository, or may not "
    "administer it: gh auth status",
    429: _WORDS["rate limit"],
}


@dataclass(frozen=True)
class GhApi:
    """The API of github.com, as whoever is logged in to gh."""

    gh: Gh

    def get(self, path: str) -> Any:
        """One document."""
        return _document(path, self._call("read", path))

    def pages(self, path: str, key: str = "") -> list[Any]:
        """A list, all pages of it: older versions of gh print one list after another, newer ones a single one.

        ``key`` is where each page has its part of the list, when a page is no list itself.
        """
        text = self._call("read", path, "--paginate")
        found: list[Any] = []
        for document in _documents(path, text):
            page = document.get(key) if key and isinstance(document, Mapping) else document
            if not isinstance(page, list):
                raise _strange(path, "no list")
            found += page
        return found

    def send(self, method: str, path: str, body: Mapping[str, Any]) -> Any:
        """Create or replace something."""
        text = json.dumps(body)
        return _document(path, self._call("write", path, "--method", method, "--input", "-", text=text))

    def delete(self, path: str) -> None:
        """Remove something."""
        self._call("write", path, "--method", "DELETE")

    def _call(self, verb: str, path: str, *options: str, text: str = "") -> str:
        what = f"cannot {verb} {path.partition('?')[0]} at GitHub"
        headers = [word for header in _HEADERS for word in ("--header", header)]
        answer = self.gh.run(["api", "--hostname", "github.com", *headers, *options, path], text)
        if answer is None:
            raise OutsideError(what, "gh is not installed", f"get it from https://cli.github.com, then {_LOGIN}")
        if answer.code:
            raise _refusal(what, answer)
        return answer.out


def _refusal(what: str, answer: Answer) -> OutsideError:
    found = _STATUS.search(answer.err)
    status = int(found[1]) if found else 0
    why = _why(answer, status)
    if answer.code == _NOT_LOGGED_IN or (not status and "gh auth login" in answer.err):
        return OutsideError(what, "gh is not logged in to github.com", _LOGIN)
    return OutsideError(what, why, _hint(why, status))


def _hint(why: str, status: int) -> str:
    for words, hint in _WORDS.items():
        if words in why.lower():
            return hint
    if status >= _SERVER:
        return "GitHub itself has a problem (https://www.githubstatus.com); run the same command again later"
    if not status:
        return "is there a network? gh auth status"
    return _STATUSES.get(status, "")


def _why(answer: Answer, status: int) -> str:
    """GitHub's own message, and what it does not like in the body."""
    try:
        body = json.loads(answer.out)
    except ValueError:
        body = None
    if not status or not isinstance(body, dict):
        return answer.why.removeprefix("gh: ")
    message = str(body.get("message") or answer.why)
    errors = body.get("errors") if status == _UNPROCESSABLE else None
    parts = [_error(error) for error in errors] if isinstance(errors, list) else []
    return f"{'; '.join([message, *parts])} (HTTP {status})"


def _error(error: Any) -> str:
    return str(error.get("message") or json.dumps(error)) if isinstance(error, dict) else str(error)


def _document(path: str, text: str) -> Any:
    documents = [*_documents(path, text)]
    if len(documents) != 1:
        raise _strange(path, "nothing")
    return documents[0]


def _documents(path: str, text: str) -> Iterator[Any]:
    decoder = json.JSONDecoder()
    rest = text.strip()
    while rest:
        try:
            document, end = decoder.raw_decode(rest)
        except (ValueError, RecursionError) as refusal:
            raise _strange(path, "no JSON") from refusal
        yield document
        rest = rest[end:].lstrip()


def _strange(path: str, what: str) -> OutsideError:
    return OutsideError(f"cannot read {path.partition('?')[0]} at GitHub", f"gh answered with {what}", "gh --version")
