"""A small course for nbgrader's own tools: one question with a hidden test, one answered in words, hostile students."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.grading.faults import code, nbgrader, write

REPOSITORY = Path(__file__).resolve().parents[2]
NAME = "ps"
HIDDEN = "8, 15"  # the numbers of the hidden test stand nowhere else

RIGHT = "def norm(values):\n    return float(np.sqrt(np.dot(values, values)))"
TAXICAB = "def norm(values):\n    return float(np.abs(values).sum())"

# Every one of these would leave its mark on the window, or change what the page shows.
MARKUP = """
<script>window.hostile = 'script'</script>
<img src="missing.png" onerror="window.hostile = 'image'">
<svg onload="window.hostile = 'drawing'"></svg>
<iframe srcdoc="<script>parent.hostile = 'frame'</script>"></iframe>
<a class="hostile" href="javascript:window.hostile='link'">tag</a>
<style>input.score {display: none}</style>
<form action="javascript:window.hostile='form'"><button autofocus class="hostile">Full credit</button></form>
</textarea></pre></div></div></script><script>window.hostile = 'after all ends'</script>
"""
LINKS = """
[link](javascript:window.hostile='link') and [reference]
![picture](missing.png" onerror="window.hostile='picture)

[reference]: javascript:window.hostile='reference'

$\\href{javascript:window.hostile='formula'}{x}$
"""
PRINTS = f"print({MARKUP!r})"
RAISES = f"def norm(values):\n    raise ValueError({MARKUP!r})"

# Without a boundary between tests and answers, each of these earns the points of both tests.
PATCHES_NUMPY = """
import numpy
numpy.isclose = lambda *_: True
np = numpy
def norm(values):
    class Equal(float):
        __eq__ = __ge__ = __le__ = lambda self, other: True
    return Equal(0)
"""


def notebook(answer: str, why: str = "", *more: dict, checks: bool = True) -> str:
    """The notebook, with an answer to each question and further cells; without its tests, as a cheat hands it in."""
    tests = [
        code("assert np.isclose(norm([3, 4]), 5)", "norm-values", grade=True, locked=True, points=2),
        code(f"### BEGIN HIDDEN TESTS\nassert np.isclose(norm([{HIDDEN}]), 17)\n### END HIDDEN TESTS", "norm-hidden",
             grade=True, locked=True, points=3),
    ]  # fmt: skip
    words = {"cell_type": "markdown", "id": "why", "source": why}
    cells = [
        code("import numpy as np", "setup", locked=True),
        code(answer, "norm", solution=True),
        *(tests if checks else []),
        words | {"metadata": nbgrader("why", grade=True, solution=True, points=4)},
        *more,
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def hostile() -> str:
    """A wrong answer among everything that a page could run."""
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/html": MARKUP}}
    plain = {"cell_type": "markdown", "id": "own", "metadata": {}, "source": LINKS + MARKUP}
    prints = {"cell_type": "code", "id": "prints", "metadata": {}, "source": PRINTS, "execution_count": 1}
    return notebook(RAISES, MARKUP + LINKS, plain, prints | {"outputs": [output]})


def make_course(root: Path, **submissions: str) -> Path:
    """A course folder with the project's settings for nbgrader, and what students handed in."""
    solution = "\n".join(["### BEGIN SOLUTION", RIGHT, "### END SOLUTION"])
    write(root / "source" / NAME / f"{NAME}.ipynb", notebook(solution))
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    for student, text in submissions.items():
        write(root / "submitted" / student / NAME / f"{NAME}.ipynb", text)
    return root
