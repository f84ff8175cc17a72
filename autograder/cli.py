"""The command ``autograder``: everything a teacher does with the course, one verb each."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from autograder.console import class_summary, console, grade_table, grade_with_progress
from autograder.course import Course, CourseError

app = typer.Typer(
    help="Build the student notebooks, grade what students hand in, and give feedback.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

CourseFolder = Annotated[
    Path, typer.Option("--course", help="The course folder: the one that holds source/ and submitted/.")
]
AssignmentName = Annotated[str, typer.Argument(help="Name of the assignment, e.g. week01_convolution.")]


def fail(error: Exception) -> typer.Exit:
    """Print one clear line and end with status 1."""
    Console(stderr=True).print(Text.assemble(("autograder: ", "red"), str(error)), soft_wrap=True)
    return typer.Exit(1)


@app.command()
def build(
    course: CourseFolder = Path(),
    assignment: Annotated[list[str] | None, typer.Argument(help="Only these assignments; default all.")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; fail when release/ is not what source/ gives.")
    ] = False,
) -> None:
    """Make the student notebooks in release/ from the instructor notebooks in source/."""
    from autograder.build import BuildError
    from autograder.build import build as build_release

    try:
        differences = build_release(course.resolve(), assignment, check)
    except (BuildError, CourseError) as error:
        raise fail(error) from error
    for line in differences:
        console.print(line, highlight=False)
    if check and differences:
        raise fail(CourseError("release/ is not what source/ gives; run: autograder build"))
    console.print("release/ is up to date" if not differences else f"{len(differences)} file(s) written")


@app.command()
def grade(
    assignment: AssignmentName,
    course: CourseFolder = Path(),
    student: Annotated[list[str] | None, typer.Option(help="Only this student; may be given several times.")] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Submissions at the same time; default one a core.")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="Grade on a Dask cluster, e.g. tcp://host:8786, instead of this machine.")
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write all scores and messages to this file.")
    ] = None,
    force: Annotated[bool, typer.Option(help="Grade again what has not changed since the last time.")] = False,
    trust: Annotated[
        bool,
        typer.Option(
            "--trust-submissions", help="Run without a sandbox. For your own work only: the code can do anything."
        ),
    ] = False,
) -> None:
    """Grade submitted/<student>/<assignment>/ into the gradebook, in a sandbox and in parallel."""
    from autograder.sandbox import SandboxUnavailable

    try:
        records = grade_with_progress(
            Course(course.resolve()),
            assignment,
            students=student,
            workers=workers,
            scheduler=scheduler,
            trust=trust,
            force=force,
        )
    except (CourseError, SandboxUnavailable) as error:
        raise fail(error) from error
    console.print(grade_table(assignment, records))
    if json_file is not None:
        json_file.write_text(json.dumps(class_summary(assignment, records), indent=1, ensure_ascii=False) + "\n")
        console.print(f"written: {json_file}")


@app.command()
def feedback(assignment: AssignmentName, course: CourseFolder = Path()) -> None:
    """Write one HTML page per graded student into feedback/."""
    from autograder.feedback import write_feedback

    try:
        pages = write_feedback(Course(course.resolve()), assignment)
    except CourseError as error:
        raise fail(error) from error
    console.print(f"{len(pages)} page(s) written to {course.resolve() / 'feedback'}")


@app.command()
def report(assignment: AssignmentName, course: CourseFolder = Path()) -> None:
    """Write the instructor's page: points per question, what the class got wrong, who needs help."""
    from autograder.feedback import write_report

    try:
        page = write_report(Course(course.resolve()), assignment)
    except CourseError as error:
        raise fail(error) from error
    console.print(f"written: {page}")


@app.command()
def audit(
    week: Annotated[str | None, typer.Argument(help="An assignment, or a week's number; default all.")] = None,
    course: CourseFolder = Path(),
    bank: Annotated[Path | None, typer.Option(help="A bank outside the project, in the same format.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the result to this file.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Solutions tried at the same time.")] = None,
    update: Annotated[
        bool, typer.Option("--update", help="First make anew the table by which checks name a misconception.")
    ] = False,
) -> None:
    """Try the bank of correct and wrong solutions on the checks; both kinds of mistake must be zero."""
    from autograder.audit import audit as run_audit
    from autograder.audit import print_audit, write_fingerprints

    try:
        number = week_number(week)
        if update and write_fingerprints(course.resolve(), workers, number):
            console.print("utils/checks/fingerprints.json written")
        questions = run_audit(course.resolve(), number, bank, workers)
    except CourseError as error:
        raise fail(error) from error
    print_audit(questions, console)
    if json_file is not None:
        json_file.write_text(json.dumps([question.to_json() for question in questions], indent=1) + "\n")
    if any(not question.clean for question in questions):
        raise typer.Exit(1)


def week_number(text: str | None) -> int | None:
    """Number of the week that ``text`` names: "1", "week01" or "week01_convolution".

    Raises:
        CourseError: when it names none.
    """
    if text is None:
        return None
    if found := re.match(r"(?:week)?0*(\d+)(?:_|$)", text):
        return int(found[1])
    raise CourseError(f"{text!r} is not a week; write 1 or week01_convolution")


@app.command()
def demo(
    folder: Annotated[
        Path | None, typer.Option(help="Where the demo class is put; default a temporary folder.")
    ] = None,
    course: CourseFolder = Path(),
) -> None:
    """Grade a made-up class of twelve on real work, then write feedback and report."""
    from autograder.demo import run_demo

    try:
        run_demo(course.resolve(), folder)
    except CourseError as error:
        raise fail(error) from error


@app.command()
def doctor() -> None:
    """Say what is wrong with this machine, how to mend it, and which protections the grader has here."""
    from autograder.sandbox import protections
    from utils.doctor import diagnose, print_findings

    findings = diagnose() + protections()
    print_findings(findings)
    if any(finding.level == "error" for finding in findings):
        raise typer.Exit(1)


@app.command()
def site(
    course: CourseFolder = Path(),
    output: Annotated[Path | None, typer.Option(help="Where the pages go; default _build/html.")] = None,
    execute: Annotated[bool, typer.Option(help="Run the lessons first.")] = True,
) -> None:
    """Build the course's web site from executed lessons."""
    from autograder.site import build_site

    root = course.resolve()
    target = output or root / "_build" / "html"
    try:
        build_site(root, target, execute=execute)
    except RuntimeError as error:
        raise fail(error) from error
    console.print(f"open {target / 'index.html'}")
