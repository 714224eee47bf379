"""An output stream that survives what streams do: a reader that leaves, a full disk, an encoding without the letter."""

from __future__ import annotations

import os
from typing import TextIO

from generator.errors import OutsideError

_PLAIN = str.maketrans({"…": "...", "→": "->", "─": "-"})
"""How our own texts read in ASCII."""


class _Bytes:
    """The stream for bytes, which click wants for completions."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    def write(self, data: bytes) -> int:
        self._stream.write(data.decode())
        return len(data)

    def flush(self) -> None:
        self._stream.flush()


class Stream:
    """Passes text on to ``target``.

    When the reader has left (``| head``), the rest is dropped: the command's work and its exit code do not depend on
    who listens. Any other refusal is an OutsideError if the text ``must_arrive``, as what is printed is the result.
    """

    def __init__(self, target: TextIO | None, *, must_arrive: bool = True) -> None:
        self._target = target  # None: Python was started with the stream closed.
        self._must_arrive = must_arrive
        self.encoding = (target and target.encoding) or "utf-8"
        self.errors = "backslashreplace"
        self.buffer = _Bytes(self)

    def write(self, text: str) -> int:
        """Write text; letters that the encoding lacks are spelt out."""
        if not isinstance(text, str):
            raise TypeError("a text stream")
        # click probes a stream by writing nothing to it, and swallows the refusal.
        if text and self._target is not None:
            try:
                self._target.write(self._encodable(text))
            except OSError as refusal:
                self._give_up(refusal)
        return len(text)

    def flush(self) -> None:
        """Send what is buffered."""
        if self._target is not None:
            try:
                self._target.flush()
            except OSError as refusal:
                self._give_up(refusal)

    @property
    def is_open(self) -> bool:
        """Whether text still goes somewhere."""
        return self._target is not None

    def isatty(self) -> bool:
        """Whether a person reads it."""
        return self._target is not None and self._target.isatty()

    def fileno(self) -> int:
        """The descriptor, for measuring the terminal."""
        if self._target is None:
            raise OSError("the stream is closed")
        return self._target.fileno()

    def writable(self) -> bool:
        """Always: what cannot be written is dropped or refused later."""
        return True

    def _encodable(self, text: str) -> str:
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return text.translate(_PLAIN).encode(self.encoding, self.errors).decode(self.encoding)
        return text

    def _give_up(self, refusal: OSError) -> None:
        assert self._target is not None
        # Python flushes the buffer once more when it ends, and must not fail then.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self._target.fileno())
        os.close(nowhere)
        self._target = None
        if self._must_arrive and not isinstance(refusal, BrokenPipeError):
            raise OutsideError.from_os("cannot write the output", refusal) from refusal
