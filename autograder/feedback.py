"""Pages made from graded records: feedback for each student, a report for the instructor. All text, nothing live."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from autograder.course import Course, CourseError
from autograder.runner import Records

LESSON = re.compile(r'Lesson (\d+\.\d+,? "[^"\n]{1,80}")')

NAMED = "this is what you get when"


def write_feedback(course: Course, assignment: str) -> list[Path]:
    """Write ``feedback/<student>/<assignment>/<assignment>.html`` for every graded student.

    Raises:
        CourseError: when nothing has been graded yet.
    """
    pages = []
    for record in graded_records(course, assignment):
        folder = course.feedback / record["student"] / assignment
        folder.mkdir(parents=True, exist_ok=True)
        pages.append(folder / f"{assignment}.html")
        pages[-1].write_text(feedback_page(record), encoding="utf-8")
    return pages


def write_report(course: Course, assignment: str) -> Path:
    """Write the instructor's page, ``feedback/report_<assignment>.html``.

    Raises:
        CourseError: when nothing has been graded yet.
    """
    page = course.feedback / f"report_{assignment}.html"
    records = graded_records(course, assignment)
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(report_page(assignment, records), encoding="utf-8")
    return page


def graded_records(course: Course, assignment: str) -> list[dict[str, Any]]:
    """Records of an assignment that exists and has been graded."""
    course.assignment(assignment)
    records = Records(course, assignment).load_all()
    if not records:
        raise CourseError(f"{assignment} has not been graded yet; run: autograder grade {assignment}")
    return records


def feedback_page(record: dict[str, Any]) -> str:
    """HTML of one student's feedback."""
    questions = [question_view(question) for question in record["questions"]]
    messages = "\n".join(check["message"] for question in questions for check in question["checks"])
    waiting = sum(check["max"] for question in questions for check in question["checks"] if check["waiting"])
    return render(
        "feedback.html",
        assignment=record["assignment"],
        student=record["student"],
        status=record["status"],
        reason=record["reason"],
        notes=record["notes"],
        score=number(record["score"]),
        max_score=number(record["max_score"]),
        percent=round(100 * record["score"] / record["max_score"]) if record["max_score"] else 0,
        waiting=number(waiting) if waiting else "",
        lessons=list(dict.fromkeys(LESSON.findall(messages))),
        questions=questions,
    )


def question_view(question: dict[str, Any]) -> dict[str, Any]:
    """What the page shows of one question."""
    checks = []
    for cell in question["cells"]:
        aspect = cell["id"].removeprefix(question["question"]).strip("-_") or cell["id"]
        score, maximum = cell["score"], cell["max_score"]
        checks.append(
            {
                "label": aspect.replace("-", " ").replace("_", " "),
                "score": "?" if score is None else number(score),
                "max_score": number(maximum),
                "max": maximum,
                "passed": score is not None and score >= maximum,
                "waiting": score is None,
                "message": cell["message"],
            }
        )
    return {
        "name": question["question"],
        "score": number(question["score"]),
        "max_score": number(question["max_score"]),
        "full": question["score"] >= question["max_score"],
        "checks": checks,
    }


def report_page(assignment: str, records: list[dict[str, Any]]) -> str:
    """HTML of the instructor's report."""
    order = list(dict.fromkeys(q["question"] for record in records for q in record["questions"]))
    by_name = {name: [q for r in records for q in r["questions"] if q["question"] == name] for name in order}
    questions = sorted((question_statistics(name, found) for name, found in by_name.items()), key=lambda q: q["mean"])
    students = []
    for record in sorted(records, key=lambda record: record["score"]):
        scores = {q["question"]: number(q["score"]) for q in record["questions"]}
        students.append(
            {
                "name": record["student"],
                "scores": [scores.get(name, "") for name in order],
                "score": number(record["score"]),
                "seconds": f"{record['seconds']:.1f}",
                "remark": (record["reason"] or "; ".join(record["notes"]))[:160],
            }
        )
    return render(
        "report.html",
        assignment=assignment,
        order=order,
        questions=questions,
        students=students,
        median=number(statistics.median(record["score"] for record in records)),
        max_score=number(max(record["max_score"] for record in records)),
    )


def question_statistics(name: str, found: list[dict[str, Any]]) -> dict[str, Any]:
    """How a class did on one question."""
    shares = [q["score"] / q["max_score"] if q["max_score"] else 1.0 for q in found]
    # A student counts once for a finding, however many cells of the question it fails; a named idea says most.
    seen = [{finding(cell["message"]) for cell in q["cells"] if cell["message"]} for q in found]
    named = Counter(text for texts in seen for text in texts if text.startswith(NAMED))
    common = (named or Counter(text for texts in seen for text in texts)).most_common(1)
    return {
        "name": name,
        "mean": statistics.mean(shares),
        "share": f"{100 * statistics.mean(shares):.0f}",
        "full": sum(share >= 1 for share in shares),
        "none": sum(share == 0 for share in shares),
        "finding": f"{common[0][0]} ({common[0][1]} of {len(found)})" if common else "",
    }


def finding(message: str) -> str:
    """The line of a message that names the idea, else its first line."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    named = [line for line in lines if line.startswith(NAMED)]
    return (named or lines or [""])[0]


def number(value: float) -> str:
    """Points without needless decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def render(template: str, **values: Any) -> str:
    """Fill a template; everything is escaped."""
    environment = Environment(
        loader=PackageLoader("autograder", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    source = environment.loader
    assert source is not None
    css = source.get_source(environment, "page.css")[0]
    return environment.get_template(template).render(css=Markup(css), **values)
