"""The notebook that formgrader shows: the rebuilt cells with the grader's messages, as text only."""

from __future__ import annotations

import re
from typing import Any

from autograder.intake import StudentCell, Submission

METADATA = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


# A space takes the meaning from tags, links, images and their definitions; TeX can make links and styles as well.
HARMLESS = (
    (re.compile(r"<(?=[A-Za-z/!?])"), "< "),
    (re.compile(r"\](?=[(:\[])"), "] "),
    (re.compile(r"\\(href|style|class|cssId)(?![A-Za-z])"), r"\\text"),
)


def inert(text: str) -> str:
    """Student's markdown without HTML and links: addresses are shown, not followed."""
    for pattern, replacement in HARMLESS:
        text = pattern.sub(replacement, text)
    return text


def graded_notebook(submission: Submission, reports: dict[int, dict[str, Any]]) -> dict[str, Any]:
    """Build the notebook.

    Args:
        reports: the check process's report per index of ``submission.cells``.
    """
    cells = [notebook_cell(cell, index, reports.get(index)) for index, cell in enumerate(submission.cells)]
    return {"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}


def notebook_cell(cell: StudentCell, index: int, report: dict[str, Any] | None) -> dict[str, Any]:
    """One cell with its output."""
    metadata: dict[str, Any] = {}
    if cell.origin is not None:
        metadata["nbgrader"] = {**cell.origin.metadata.get("nbgrader", {}), "cell_type": cell.origin.kind}
    made = {"cell_type": cell.kind, "id": f"cell-{index}", "metadata": metadata, "source": cell.source}
    if cell.kind == "code":
        return made | {"execution_count": None, "outputs": outputs(report)}
    own = cell.origin is None or cell.origin.is_answer
    return made | {"cell_type": "markdown", "source": inert(cell.source) if own else cell.source}


def outputs(report: dict[str, Any] | None) -> list[dict[str, Any]]:
    """A report as text outputs."""
    if report is None:
        return []
    made: list[dict[str, Any]] = []
    if report.get("stdout"):
        made.append({"output_type": "stream", "name": "stdout", "text": report["stdout"]})
    error = report.get("error")
    message = report.get("message") or (f"{error['type']}: {error['message']}" if error else "")
    if message:
        name = error["type"] if error else "Check"
        made.append({"output_type": "error", "ename": name, "evalue": "", "traceback": [message]})
    return made
