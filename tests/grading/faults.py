"""A small course for fault tests, and its grades as one comparable value."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

ANSWERS = {
    "ann": "def area(w, h):\n    return w * h",
    "bob": "def area(w, h):\n    return w + h",
    "cem": "def area(w, h):\n    raise SystemExit",
    "dia": "def area(w, h):\n    import os\n    os._exit(0)",
    "eva": "def area(w, h:\n",
    "fay": "import numpy as np\ndef area(w, h):\n    return np.float64(w) * h",
}


def nbgrader(grade_id: str, **info: object) -> dict:
    return {"nbgrader": {"schema_version": 3, "grade_id": grade_id, "grade": False, "solution": False, **info}}


def code(source: str, grade_id: str, **info: object) -> dict:
    metadata = nbgrader(grade_id, **info)
    return {"cell_type": "code", "id": grade_id, "metadata": metadata, "source": source, "outputs": [],
            "execution_count": None}  # fmt: skip


def notebook(answer: str) -> str:
    cells = [
        code(answer, "area", solution=True),
        code("assert area(2, 3) == 6", "area-a", grade=True, locked=True, points=2),
        code("### BEGIN HIDDEN TESTS\nassert area(5, 5) == 25\n### END HIDDEN TESTS", "area-b", grade=True, locked=True,
             points=3),
    ]  # fmt: skip
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def make_course(root: Path) -> Path:
    """An nbgrader course with one assignment and six submissions, some of which die."""
    solution = "def area(w, h):\n    ### BEGIN SOLUTION\n    return w * h\n    ### END SOLUTION"
    write(root / "source" / "ps" / "ps.ipynb", notebook(solution))
    for student, answer in ANSWERS.items():
        write(root / "submitted" / student / "ps" / "ps.ipynb", notebook(answer))
    return root


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def grades(root: Path) -> list[tuple]:
    """Every grade in the gradebook: student, cell, points; one row each."""
    query = """
        select student.id, base_cell.name, grade.auto_score from grade
        join submitted_notebook on grade.notebook_id = submitted_notebook.id
        join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
        join student on submitted_assignment.student_id = student.id
        join base_cell on grade.cell_id = base_cell.id order by 1, 2
    """
    with sqlite3.connect(root / "gradebook.db") as connection:
        return connection.execute(query).fetchall()


EXPECTED = sorted(
    (student, cell, points * (student in ("ann", "fay")))
    for student in ANSWERS
    for cell, points in (("area-a", 2.0), ("area-b", 3.0))
)
