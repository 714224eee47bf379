"""What holds for every test."""

from __future__ import annotations

import signal

# A shell lets a job in the background ignore Ctrl-C, and every process that the tests start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
