"""The trusted side: runs the graded cells against proxies of the student's answers.

Started as ``python -m autograder.check_process FD``. Its first frame is the job: the steps of one notebook in order.
It asks the grader for student processes, reports every step as it is done, and never executes the student's text.
"""

from __future__ import annotations

import ast
import builtins
import io
import os
import signal
import socket
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

from autograder.session import Session, StudentStopped
from autograder.wire import Channel

MAX_TEXT = 8_000


class QuestionDeadline(BaseException):
    """The time for one graded cell is over. Not an ``Exception``, so that no check can swallow it."""


def bound_names(source: str) -> set[str]:
    """Top-level names that a cell's text assigns, defines or imports."""
    try:
        tree = ast.parse(TransformerManager().transform_cell(source))
    except SyntaxError:
        return set()
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif not isinstance(node, (ast.Import, ast.ImportFrom)):
            names |= {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return names


def class_names(source: str) -> set[str]:
    """Names of the classes that a cell's text defines at top level."""
    try:
        tree = ast.parse(TransformerManager().transform_cell(source))
    except SyntaxError:
        return set()
    return {node.name for node in tree.body if isinstance(node, ast.ClassDef)}


def import_statements(source: str) -> dict[str, str]:
    """Map each name that a cell's text imports, at any depth, to the import statement that binds it."""
    try:
        tree = ast.parse(TransformerManager().transform_cell(source))
    except SyntaxError:
        return {}
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                found[alias.asname or alias.name.split(".")[0]] = ast.unparse(node)
    return found


class CheckNamespace(dict[str, Any]):
    """Globals of the graded cells. A name that is not there comes from trusted imports, else from the student."""

    def __init__(self, asked: set[str], imports: dict[str, str]) -> None:
        super().__init__(__name__="__main__", __builtins__=builtins)
        self.asked = asked
        self.imports = imports
        self.fetched: dict[str, Any] = {}
        self.session: Session | None = None

    def __missing__(self, name: str) -> Any:
        if name in self.fetched:
            return self.fetched[name]
        if name not in self.asked:
            if hasattr(builtins, name) or name.startswith("__"):
                raise KeyError(name)
            if name in self.imports:
                exec(self.imports[name], self)
                return self[name]
        if self.session is None:
            raise StudentStopped("the notebook could not be run")
        self.fetched[name] = self.session.get(name)
        return self.fetched[name]


def partial_score(value: Any, points: float) -> float:
    """Points for a cell that ran without error and whose last expression is ``value`` (nbgrader's partial credit)."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return min(max(float(value), 0.0), points) if value == value else 0.0
    return points


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise QuestionDeadline in the main thread after ``seconds``."""

    def ring(*_: Any) -> None:
        raise QuestionDeadline

    previous = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


class Checker:
    """Walks the steps of one notebook."""

    def __init__(self, job: dict[str, Any], control: Channel) -> None:
        self.job = job
        self.control = control
        self.limits = job["limits"]
        solution_texts = [step["source"] for step in job["steps"] if step["kind"] == "asked"]
        self.asked = set().union(*map(bound_names, solution_texts)) if solution_texts else set()
        self.classes = set().union(*map(class_names, solution_texts)) if solution_texts else set()
        imports: dict[str, str] = {}
        for step in job["steps"]:
            if step["kind"] in ("asked", "trusted", "trusted-imports"):
                imports |= import_statements(step["source"])
        self.namespace = CheckNamespace(self.asked, imports)
        self.session: Session | None = None
        self.generation = 0
        self.good_cells: list[str] = []

    def run(self) -> None:
        """Do all steps and report each."""
        for step in self.job["steps"]:
            if step["kind"] == "student":
                self.run_student_cell(step)
            elif step["kind"] == "trusted":
                self.run_trusted_cell(step)
            elif step["kind"] == "check":
                self.run_check(step)
        self.control.send({"op": "done"})

    def student(self) -> Session:
        """A live session; starts a process and replays the good cells when there is none.

        Raises:
            StudentStopped: when no process can be had any more.
        """
        if self.session is not None and not self.session.stopped:
            return self.session
        self.control.send({"op": "student"})
        data, descriptors, _, _ = socket.recv_fds(self.control.connection, 1, 1)
        if data != b"S" or not descriptors:
            raise StudentStopped("it was restarted too often, so no further answers were looked at")
        self.generation += 1
        channel = Channel(socket.socket(fileno=descriptors[0]))
        session = Session(channel, self.classes, self.limits["call_seconds"], self.generation)
        session.request("ping", timeout=self.limits["start_seconds"])
        self.session = self.namespace.session = session
        for source in self.good_cells:
            # Errors of the code itself were there the first time as well.
            session.exchange("run_cell", timeout=self.limits["cell_seconds"], source=source)
        return session

    def run_student_cell(self, step: dict[str, Any]) -> None:
        """Run a cell of the submission in the student's process."""
        started = time.monotonic()
        report: dict[str, Any] = {"op": "cell", "index": step["index"]}
        try:
            reply = self.student().exchange("run_cell", timeout=self.limits["cell_seconds"], source=step["source"])
            report["stdout"] = text(reply.get("stdout"))
            report["stderr"] = text(reply.get("stderr"))
            if "error" in reply:
                report["error"] = text_error(reply["error"])
            # A flood or a late death must be blamed on this cell, not on the next question.
            self.student().request("ping")
            self.good_cells.append(step["source"])
        except Exception as error:
            report["error"] = {"type": "Stopped", "message": text(str(error)), "traceback": ""}
        self.control.send({**report, "seconds": time.monotonic() - started})

    def run_trusted_cell(self, step: dict[str, Any]) -> None:
        """Run a setup cell of the source here; what fails is left to the lookup of names."""
        try:
            with quiet(), deadline(self.limits["question_seconds"]):
                execute(step["source"], self.namespace)
        except (Exception, QuestionDeadline):
            return

    def run_check(self, step: dict[str, Any]) -> None:
        """Run a graded cell and report its score and message."""
        started = time.monotonic()
        self.namespace.fetched.clear()
        output = io.StringIO()
        score, message = 0.0, ""
        try:
            with (
                deadline(self.limits["question_seconds"]),
                redirect_stdout(output),
                redirect_stderr(io.StringIO()),
            ):
                try:
                    self.namespace.session = self.student()
                except Exception as error:
                    raise StudentStopped(str(error)) from None
                value = execute(step["source"], self.namespace)
            score = partial_score(value, step["points"])
            if score < step["points"]:
                message = f"{score:g} of {step['points']:g} points for this check."
        except QuestionDeadline:
            message = f"This question took longer than {self.limits['question_seconds']:g} s in all."
            if self.session is not None:
                self.session.stopped = self.session.stopped or message
        except (Exception, SystemExit, KeyboardInterrupt, GeneratorExit) as error:
            message = explain(error, step)
        self.control.send(
            {
                "op": "check",
                "index": step["index"],
                "score": score,
                "message": text(message),
                "stdout": text(output.getvalue()),
                "seconds": time.monotonic() - started,
            }
        )


def text(value: Any) -> str:
    """A string, cut to size; half characters, which no file can hold, become "?"."""
    string = value if isinstance(value, str) else ""
    whole = string[:MAX_TEXT].encode("utf-8", "replace").decode()
    return whole if len(string) <= MAX_TEXT else whole + "\n[cut]"


def text_error(record: Any) -> dict[str, str]:
    """The student's description of an error, as text only."""
    record = record if isinstance(record, dict) else {}
    types = record.get("types")
    kind = types[0] if isinstance(types, list) and types and isinstance(types[0], str) else "Error"
    fields = {"type": kind, "message": record.get("message"), "traceback": record.get("traceback")}
    return {key: text(value) for key, value in fields.items()}


def explain(error: BaseException, step: dict[str, Any]) -> str:
    """What the student reads when a graded cell failed."""
    if isinstance(error, StudentStopped):
        return f"Your code was stopped: {error}."
    if type(error).__name__ == "CheckFailed":
        return str(error)
    unwritten = isinstance(error, NotImplementedError)
    if step["hidden"]:
        # Its text and values stay hidden, also from an answer that puts its arguments into its error.
        return "Not written yet." if unwritten else "A hidden check failed."
    if unwritten:
        return str(error) or "Not written yet."
    lines = [f"{type(error).__name__}: {error}"]
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename == "<check>" and frame.lineno:
            line = step["source"].splitlines()[frame.lineno - 1].strip()
            lines.insert(0, f"In the check:  {line}")
            break
    trace = getattr(error, "student_traceback", "")
    return "\n".join(lines) + (f"\nIn your code:\n{trace}" if trace else "")


@contextmanager
def quiet() -> Iterator[None]:
    """Swallow what trusted code prints."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        yield


def execute(source: str, namespace: dict[str, Any]) -> Any:
    """Run trusted cell text; return the value of a last expression, as IPython would show it."""
    transformed = TransformerManager().transform_cell(source)
    if "get_ipython()" in transformed and "get_ipython" not in namespace:
        from IPython.core.interactiveshell import InteractiveShell

        shell = InteractiveShell.instance()
        shell.user_ns = namespace
        namespace["get_ipython"] = lambda: shell
    tree = ast.parse(transformed, "<check>")
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<check>", "exec"), namespace)
    if last is None:
        return None
    assert isinstance(last, ast.Expr)
    return eval(compile(ast.Expression(last.value), "<check>", "eval"), namespace)


def serve(connection: socket.socket) -> None:
    """Read the job from a connected socket and do it."""
    connection.set_inheritable(False)
    control = Channel(connection)
    job, _ = control.receive()
    os.environ["CNN_COURSE_CHECK_SEED"] = str(job["seed"])
    Checker(job, control).run()


def main() -> None:
    """Entry point of a cold start."""
    serve(socket.socket(fileno=int(sys.argv[1])))


if __name__ == "__main__":
    main()
