"""The notebook that formgrader shows: the rebuilt cells with the grader's messages, as text only."""

from __future__ import annotations

import re
from typing import Any

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.utils import compute_checksum

from autograder.intake import StudentCell, Submission

# Tags; entities, which could spell an address that the next pattern does not know; such addresses; links made by TeX.
HARMLESS = (
    (re.compile(r"&(?=[#A-Za-z])"), "&amp;"),
    (re.compile(r"<(?=[A-Za-z/!?])"), "&lt;"),
    (re.compile(r"(javascript|vbscript|data)(?=\s*:)", re.IGNORECASE), r"\1 "),
    (re.compile(r"\\href(?![A-Za-z])"), r"\\text"),
)


def inert(text: str) -> str:
    """Student's markdown with HTML and script addresses made harmless."""
    for pattern, replacement in HARMLESS:
        text = pattern.sub(replacement, text)
    return text


def graded_notebook(submission: Submission, reports: dict[int, dict[str, Any]]) -> dict[str, Any]:
    """Build the notebook.

    Args:
        reports: the check process's report per index of ``submission.cells``.
    """
    cells = [notebook_cell(cell, reports.get(index)) for index, cell in enumerate(submission.cells)]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return new_notebook(cells=cells, metadata=metadata)


def notebook_cell(cell: StudentCell, report: dict[str, Any] | None) -> Any:
    """One cell with its output."""
    own = cell.origin is None or cell.origin.is_answer
    if cell.kind != "code":
        made = new_markdown_cell(inert(cell.source) if own else cell.source)
    else:
        made = new_code_cell(cell.source, outputs=outputs(report))
    if cell.origin is not None:
        info = cell.origin.metadata.get("nbgrader", {})
        made.metadata["nbgrader"] = {**info, "cell_type": cell.origin.kind}
        made.metadata["nbgrader"]["checksum"] = compute_checksum(made)
    return made


def outputs(report: dict[str, Any] | None) -> list[Any]:
    """A report as text outputs."""
    if report is None:
        return []
    made = []
    if report.get("stdout"):
        made.append(new_output("stream", name="stdout", text=report["stdout"]))
    error = report.get("error")
    message = report.get("message") or (f"{error['type']}: {error['message']}" if error else "")
    if message:
        made.append(
            new_output("error", ename="Check" if not error else error["type"], evalue="", traceback=[message])
        )
    return made
