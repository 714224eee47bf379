"""What parts of a spec are written with: words, paths, addresses, and mappings of keys that may be left out."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Data = dict[str, Any]

ACCOUNT = "111122223333"
ID = "01234567-89ab-cdef-0123-456789abcdef"

words = st.from_regex(r"[a-z][a-z0-9]{0,5}", fullmatch=True)
free_texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=20)
paths = st.lists(words, min_size=1, max_size=3).map("/".join)
emails = st.builds("{}@{}.example.com".format, words, words)


def some(**optional: st.SearchStrategy[Any]) -> st.SearchStrategy[Data]:
    return st.fixed_dictionaries({}, optional=optional)
