"""What a stream does with letters that it lacks."""

import io

import pytest

from generator.cli.terminal.stream import Stream


@pytest.mark.parametrize(
    ("encoding", "text", "expected"),
    [
        ("utf-8", "größe … 数", "größe … 数"),
        ("ascii", "größe … 数", "gr\\xf6\\xdfe ... \\u6570"),
        ("latin-1", "größe …", "größe ..."),
        ("utf-8", "\udcff", "\\udcff"),
    ],
)
def test_letters(encoding: str, text: str, expected: str) -> None:
    data = io.BytesIO()
    target = io.TextIOWrapper(data, encoding, newline="")
    stream = Stream(target)
    assert stream.write(text) == len(text)
    stream.flush()
    assert data.getvalue().decode(encoding) == expected


def test_bytes_are_text() -> None:
    target = io.StringIO()
    Stream(target).buffer.write(b"x")
    assert target.getvalue() == "x"


def test_a_stream_that_python_was_started_without() -> None:
    stream = Stream(None)
    assert stream.write("x") == 1
    stream.flush()
    assert not stream.isatty()
    with pytest.raises(OSError, match="closed"):
        stream.fileno()
