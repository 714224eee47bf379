"""``python -m tests.rejected`` writes every ``expected.txt`` anew; read the difference before you commit it."""

from tests.rejected import CASES, FOLDER, complaints

for case in CASES:
    (FOLDER / case / "expected.txt").write_text(complaints(case), encoding="utf-8")
