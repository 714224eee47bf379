"""A stand-in for ``docker``, and for the registry that it pushes to, whose tags are immutable."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from tests.build.support.stand_ins.place import PASSWORD, Place, options, refuse


def main(folder: str, arguments: list[str]) -> None:
    place = Place(Path(folder))
    call = ["docker", *arguments]
    # First, so that the order of the two ends of a pipe is always the same.
    password = sys.stdin.read().strip() if "--password-stdin" in arguments else None
    command = _COMMANDS.get(arguments[0])
    if command is None:
        place.unknown(call)
    if place.fails(call):
        place.record(call, failed=True)
        refuse(f"docker {arguments[0]}: no luck")
    place.record(call)
    command(place, arguments[1:], password)


def _login(place: Place, arguments: Sequence[str], password: str | None) -> None:
    state = place.read()
    if len(arguments) == 3:  # No registry: Docker Hub.
        user = options([word for word in arguments if word != "--password-stdin"])
        if user is None or [user.get("username"), password] != state["docker_hub"]:
            refuse("Error response from daemon: unauthorized: incorrect username or password")
        return
    *rest, registry = arguments
    if sorted(rest) != sorted(["--username", "AWS", "--password-stdin"]):
        place.unknown(["docker", "login", *arguments])
    if registry != state["registry"] or password != PASSWORD:
        refuse("Error response from daemon: login attempt failed with status: 400 Bad Request")
    state["logged_in"] = True
    place.write(state)


def _build(place: Place, arguments: Sequence[str], _: str | None) -> None:
    *rest, context = arguments
    given = options(rest)
    if given is None or given.keys() - {"target"} != {"platform", "provenance", "build-arg", "tag", "file"}:
        place.unknown(["docker", "build", *arguments])
    if not Path(context).is_dir() or not Path(given["file"]).is_file():
        refuse("ERROR: failed to build: no such file or directory")
    state = place.read()
    state["built"][given["tag"]] = f"sha256:{sha256(repr(sorted(given.items())).encode()).hexdigest()}"
    place.write(state)


def _push(place: Place, arguments: Sequence[str], _: str | None) -> None:
    state = place.read()
    [image] = arguments
    repository, _, tag = image.rpartition(":")
    digest = state["built"].get(image)
    if digest is None:
        refuse(f"An image does not exist locally with the tag: {repository}")
    if not state["logged_in"] or repository != f"{state['registry']}/{state['repository']}":
        refuse("no basic auth credentials")
    if state["races"]:
        state["images"][tag] = "sha256:" + "e" * 64
        place.write(state)
    if tag in state["images"]:
        refuse(f"tag invalid: The image tag '{tag}' already exists and cannot be overwritten: the tag is immutable.")
    if not state["loses_pushes"]:
        state["images"][tag] = digest
    place.write(state)


_COMMANDS = {"login": _login, "build": _build, "push": _push}
