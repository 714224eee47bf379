"""A buildspec -> the commands in it, and the files that they write."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.subject import SideFile
from generator.gate.value import mapping, text, texts

_WORD = r"(?:\"[^\"]*\"|'[^']*'|[^\s;&|])+"
_ASSIGNS = re.compile(
    rf"(?:^|[;&]\s*|\bexport\s+|\bthen\s+|\s)(?P<name>[A-Z][A-Z0-9_]*)=(?P<value>\$\([^\n]*|{_WORD}|)", re.M
)
_YES = frozenset({"on", "true", "yes"})
"""YAML 1.1's words, of which AWS's page about buildspecs uses the last."""
_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")
_CUT = re.compile(r"\$\{(\w+\W[^}]*)\}|\$\(([^()]*)\)")
_PUSHES = re.compile(rf"\bdocker\s+(?:image\s+)?push\s+(?:--?[\w-]+(?:=\S+)?\s+)*(?P<image>{_WORD})")
_RENAMES = re.compile(rf"\bdocker\s+(?:image\s+)?tag\s+({_WORD})\s+({_WORD})")
_TAGS = re.compile(rf"\s(?:-t|--tag)[= ]\s*(?P<image>{_WORD})")
_ANNOUNCES = re.compile(r"(?:printf|echo)\s+(?P<payload>[^\n]*?)\s*>\s*\S*(?:imageDetail|imagedefinitions)\.json", re.M)


def phase_commands(buildspec: SideFile) -> Iterator[tuple[str, int, str]]:
    """Phase, number and text of every command."""
    for phase, body in mapping(buildspec.data, "phases").items():
        for index, command in enumerate(texts(mapping(body).get("commands"))):
            yield str(phase), index, command


def commands(buildspec: SideFile) -> str:
    """All commands as one script."""
    return "\n".join(command for _, _, command in phase_commands(buildspec))


def output_files(buildspec: SideFile) -> list[str]:
    """What the build hands on, without the folder that it is in."""
    return texts(mapping(buildspec.data, "artifacts").get("files"))


def output_names(buildspec: SideFile) -> list[str]:
    """The paths that the same files have in the artifact, where the build may leave their folders out.

    ``discard-paths: yes`` does that: https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html.
    """
    is_flat = text(buildspec.data, "artifacts", "discard-paths").lower() in _YES
    return [name.rsplit("/", 1)[-1] if is_flat else name for name in output_files(buildspec)]


def single_quoted(line: str) -> Iterator[str]:
    """What stands in single quotes on a line, and not in double ones."""
    quote, start = "", 0
    for index, sign in enumerate(line):
        if quote:
            if sign == quote and (quote == "'" or line[index - 1] != "\\"):
                if quote == "'":
                    yield line[start:index]
                quote = ""
        elif sign in "'\"" and line[index - 1 : index] != "\\":
            quote, start = sign, index + 1


def variables(buildspec: SideFile) -> dict[str, str]:
    """Variables that are set once and for all to a text, which may hold others, as ``${NAME}``."""
    found: dict[str, set[str]] = {}
    for name, value in mapping(buildspec.data, "env", "variables").items():
        found.setdefault(str(name), set()).add(str(value))
    for match in _ASSIGNS.finditer(commands(buildspec)):
        found.setdefault(match["name"], set()).add(match["value"])
    plain = {}
    for name, values in found.items():
        value = _opaque(next(iter(values)).strip("'\""))
        if len(values) == 1 and re.fullmatch(r"[^\s`;&|()'\"]*", value) and ":-" not in value and ":=" not in value:
            plain[name] = value
    return plain


def _opaque(text: str) -> str:
    """``${NAME:0:8}`` and ``$(command)`` as words of their own, whatever signs they have inside."""
    return _CUT.sub(lambda match: "${" + re.sub(r"\W", "_", match[1] or match[2]) + "}", text)


def expanded(text: str, known: dict[str, str]) -> str:
    """A word without quotes, its variables replaced by what is known of them and else written ``${NAME}``."""
    text = text.replace('"', "").replace("'", "")
    text = _opaque(text)
    for _ in range(5):
        text = _VARIABLE.sub(lambda match: known.get(match[1] or match[2], f"${{{match[1] or match[2]}}}"), text)
    return text


def pushed_images(script: str, known: dict[str, str]) -> list[str]:
    """The images that ``docker push`` and ``docker buildx build --push`` push, and ``imagetools create`` copies."""
    script = script.replace("\\\n", " ")
    words = [match["image"] for match in _PUSHES.finditer(script)]
    for line in script.splitlines():
        if "--push" in line or "push=true" in line or "buildx imagetools create" in line:
            words += [match["image"] for match in _TAGS.finditer(line)]
    return [expanded(word, known) for word in words]


def image_references(command: str, known: dict[str, str]) -> list[str]:
    """The images that a command builds, tags or pushes."""
    joined = command.replace("\\\n", " ")
    words = [match["image"] for match in _PUSHES.finditer(joined)]
    words += [word for match in _RENAMES.finditer(joined) for word in match.groups()]
    for line in joined.splitlines():
        if re.search(r"\bdocker\s+(?:build|buildx)\b", line):
            words += [match["image"] for match in _TAGS.finditer(line)]
    return [expanded(word, known) for word in words]


def announced_images(command: str, known: dict[str, str]) -> list[str]:
    """The images that a command writes into imageDetail.json or imagedefinitions.json."""
    found = []
    for match in _ANNOUNCES.finditer(command.replace("\\\n", " ")):
        payload = match["payload"].replace('\\"', '"')
        word = re.search(r'"imageur[il]"\s*:\s*"([^"]*)"', payload, re.I)
        if word and "%s" not in word[1]:
            found.append(expanded(word[1], known))
        elif word:
            arguments = re.findall(r"\"[^\"]*\"|'[^']*'|\S+", match["payload"])
            found.append(expanded(arguments[-1], known))
    return found
