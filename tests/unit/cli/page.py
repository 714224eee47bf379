"""A text that is, or is not, a terminal."""

import io


class Page(io.StringIO):
    """What was printed."""

    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal
