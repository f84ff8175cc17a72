"""What the commands print: progress while a class is graded, and its table of grades."""

from __future__ import annotations

import os
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from autograder.course import Course

console = Console(width=None if os.environ.get("COLUMNS") else 110)


class LiveTable:
    """Rows of a progress display: the class, and below it each submission under way with question, points and time."""

    def __init__(self, progress: Progress, assignment: str, total: int) -> None:
        self.progress = progress
        self.whole = progress.add_task(assignment, total=total, question="", points="")
        self.rows: dict[str, TaskID] = {}
        self.points: dict[str, float] = {}

    def on_check(self, student: str, question: str, points: float) -> None:
        """A check of a submission under way is done."""
        if student not in self.rows:
            self.rows[student] = self.progress.add_task(escape(f"  {student}"), total=None, question="", points="")
        self.points[student] = self.points.get(student, 0.0) + points
        self.progress.update(
            self.rows[student], question=escape(question), points=f"{self.points[student]:g} points", advance=1
        )

    def on_result(self, record: dict[str, Any], fresh: bool) -> None:
        """A submission is recorded: its row goes, its line stays."""
        row = self.rows.pop(record["student"], None)
        if row is not None:
            self.progress.remove_task(row)
        points = f"{record['score']:g}/{record['max_score']:g}"
        state = points if record["status"] == "graded" else f"{points} ({record['status']})"
        self.progress.console.print(
            f"{record['student']:<24} {state:<20} {record['seconds']:6.1f} s{'' if fresh else '  unchanged'}",
            highlight=False,
            markup=False,
        )
        self.progress.advance(self.whole)


def grade_with_progress(course: Course, assignment: str, **options: Any) -> list[dict[str, Any]]:
    """Grade a class with a live table; returns the records."""
    from autograder.runner import grade_class

    students = options.get("students") or course.students(assignment)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TextColumn("{task.fields[question]}"),
        TextColumn("{task.fields[points]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as progress:
        live = LiveTable(progress, assignment, len(students))
        return grade_class(course, assignment, on_result=live.on_result, on_check=live.on_check, **options)


def class_summary(assignment: str, records: list[dict[str, Any]]) -> dict[str, Any]:
    """The JSON that ``grade --json`` writes."""
    maximum = max((record["max_score"] for record in records), default=0.0)
    students = [{key: value for key, value in record.items() if key != "digest"} for record in records]
    return {"assignment": assignment, "max_score": maximum, "students": students}


def grade_table(assignment: str, records: list[dict[str, Any]]) -> Table:
    """Students by questions (numbered; the caption names them), with points and what was odd."""
    names = list(dict.fromkeys(q["question"] for record in records for q in record["questions"]))
    legend = "   ".join(f"{number} {name}" for number, name in enumerate(names, 1))
    table = Table(title=assignment, title_justify="left", caption=legend, caption_justify="left")
    table.add_column("student", no_wrap=True)
    for number in range(1, len(names) + 1):
        table.add_column(str(number), justify="right", no_wrap=True)
    table.add_column("points", justify="right", no_wrap=True)
    table.add_column("remark", overflow="fold")
    for record in records:
        scores = {q["question"]: q for q in record["questions"]}
        row = [f"{scores[name]['score']:g}" if name in scores else "" for name in names]
        points = f"{record['score']:g}/{record['max_score']:g}"
        table.add_row(Text(record["student"]), *row, points, Text(remark(record)))
    return table


def remark(record: dict[str, Any]) -> str:
    """Why a submission was not graded, or the first thing that was odd about it."""
    notes = record["notes"]
    more = f" (and {len(notes) - 1} more)" if len(notes) > 1 else ""
    return record["reason"] or (notes[0] + more if notes else "")
