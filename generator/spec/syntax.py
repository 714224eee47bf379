"""A YAML parser's error -> a complaint in plain words, at the place that has to be mended."""

from __future__ import annotations

from typing import NamedTuple

import yaml

from generator.problems import Location, Problem
from generator.spec.encoding import CODE
from generator.spec.lookalike import after_key, lookalike


class _Words(NamedTuple):
    """What we say when the parser's own words contain ``parser``."""

    parser: str
    message: str
    hint: str = ""
    where_it_began: bool = False
    """Whether the place to mend is where the construct began, not where the parser gave up."""


_DIRECTIVE = "a line that begins with % is an order to the parser, and none that means something here"
_OPEN_QUOTE = "the quote that opens here is never closed"
_QUOTED_TAG = "write the value without it; put a text that begins with ! in quotes"
_ESCAPE = "a backslash inside double quotes that stands for no character"
_NO_ESCAPE = "write the backslash twice, or use single quotes"
_MISFIT = "this line does not fit the ones above it"
_INDENTATION = "give the keys of one mapping the same indentation; or is a quote open above?"

# libyaml and PyYAML's own parser word the same errors differently; both are listed.
_WORDS = (
    _Words(
        "mapping values are not allowed",
        "a second ':' on one line, or a line that is indented more than the one above allows",
        "put text that contains ': ' in quotes; give the keys of one mapping the same indentation",
    ),
    _Words("found unexpected end of stream", _OPEN_QUOTE, where_it_began=True),
    _Words("',' or ']'", "the list that opens here is never closed, or a ',' is missing", where_it_began=True),
    _Words("',' or '}'", "the mapping that opens here is never closed, or a ',' is missing", where_it_began=True),
    _Words("could not find expected ':'", "a key without its ':'", "a mapping's line is `key: value`"),
    _Words("found undefined tag handle", "tags (`!name`) are not part of the spec language"),
    _Words(
        "found unknown escape character",
        "a backslash inside double quotes with an unknown letter after it",
        "write the backslash twice, or use single quotes",
    ),
    _Words("did not find expected key", _MISFIT, _INDENTATION),
    _Words("expected <block end>", _MISFIT, _INDENTATION),
    _Words("did not find expected '-' indicator", "a list's items begin with '- '; this line does not", _INDENTATION),
    _Words("expected <document start>", _MISFIT, _INDENTATION),
    _Words("expected '<document start>'", _MISFIT, _INDENTATION),
    _Words("incompatible YAML document", "only YAML 1 is understood", "remove the %YAML line"),
    _Words(
        "alphabetic or numeric character",
        "an anchor or alias without a name",
        "put text that begins with & or * in quotes",
    ),
    _Words("scanning a directive", _DIRECTIVE, "put text that begins with % in quotes", where_it_began=True),
    _Words("scanning a %", _DIRECTIVE, "put text that begins with % in quotes", where_it_began=True),
    _Words("scanning a tag directive", _DIRECTIVE, "put text that begins with % in quotes", where_it_began=True),
    _Words("duplicate %", _DIRECTIVE, "remove the line"),
    _Words("a block scalar", "only a comment may follow | or > on its line", "the text begins on the next line"),
    _Words("unexpected document indicator", _OPEN_QUOTE, where_it_began=True),
    _Words("a tag", "tags (`!name`) are not part of the spec language", _QUOTED_TAG),
    _Words("Unicode character escape", _ESCAPE, _NO_ESCAPE),
    _Words("found invalid Unicode", _ESCAPE, _NO_ESCAPE),
    _Words("expected hexdecimal", _ESCAPE, _NO_ESCAPE),
    _Words("expected escape sequence", _ESCAPE, _NO_ESCAPE),
    _Words("expected node content", "a value is missing before this"),
    _Words("expected the node content", "a value is missing before this"),
)

_BEGIN = "a spec is lines of `key: value`; put a text with other signs in quotes"
_CANNOT_BEGIN = "cannot start any token"


def complaint(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """The one complaint that ``error`` amounts to."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem(Location(file), f"is not YAML: {error}", CODE)
    if stray := _lookalike(error, text, file):
        return stray
    said = f"{error.problem or ''} {error.context or ''}"
    if _CANNOT_BEGIN in said and error.problem_mark:
        return _stray_character(error.problem_mark, text, file)
    for words in _WORDS:
        if words.parser in said:
            mark = error.context_mark if words.where_it_began and error.context_mark else error.problem_mark
            return Problem(_location(mark, file), words.message, CODE, words.hint)
    mark = error.problem_mark or error.context_mark
    return Problem(_location(mark, file), "is not YAML from here on", CODE, _BEGIN)


def _lookalike(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem | None:
    """A colon of another width in the lines that the parser gave up on, or in the one above them."""
    mark = error.problem_mark or error.context_mark
    last = mark.line if mark else 0
    first = error.context_mark.line if error.context_mark else last
    lines = text.split("\n")
    for number in range(max(0, min(first, last) - 1), min(last + 1, len(lines))):
        where = after_key(lines[number])
        if where >= 0:
            place = Location(file, number + 1, where + 1)
            return Problem(place, "a sign that only looks like YAML's colon", CODE, lookalike(lines[number]))
    return None


def _stray_character(mark: yaml.Mark, text: str, file: str) -> Problem:
    character = text[mark.index : mark.index + 1]
    where = _location(mark, file)
    if character == "\t":
        return Problem(where, "a tab where YAML wants spaces", CODE, "indent with spaces")
    hint = f"put text that begins with {character} in quotes" if character else ""
    return Problem(where, f"an unquoted text cannot begin with '{character}'", CODE, hint)


def _location(mark: yaml.Mark | None, file: str) -> Location:
    return Location(file, mark.line + 1, mark.column + 1) if mark else Location(file)
