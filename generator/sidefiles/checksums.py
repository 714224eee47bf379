"""All that was generated for a project, and its spec -> SHA256SUMS, which ``sha256sum --check`` reads.

The paths are those from the repository's root: that is where the check runs, with nothing of canaryform's.
https://www.gnu.org/software/coreutils/manual/html_node/sha2-utilities.html
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256

from generator import naming
from generator.artifacts import Artifact

_ESCAPES = str.maketrans({"\\": r"\\", "\n": r"\n", "\r": r"\r"})
"""https://www.gnu.org/software/coreutils/manual/html_node/cksum-output-modes.html"""


def checksums(artifacts: Iterable[Artifact], specs: Mapping[str, str]) -> str:
    """A line for each file; ``specs`` are texts by their path from the repository's root."""
    texts = {f"{naming.OUTPUT_FOLDER}/{artifact.path}": artifact.text for artifact in artifacts}
    return "".join(_line(path, text) for path, text in sorted({**texts, **specs}.items()))


def _line(path: str, text: str) -> str:
    """A name that would end the line is escaped, and the line then begins with a backslash."""
    escaped = path.translate(_ESCAPES)
    mark = "\\" if escaped != path else ""
    return f"{mark}{sha256(text.encode()).hexdigest()}  {escaped}\n"
