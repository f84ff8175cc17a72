"""The course's site: lessons executed, pages assembled, Sphinx run; it works from `file://` without a network.

All that is made lies beside the output: `executed/` (notebooks with outputs, kept while neither a notebook nor
what it imports has changed), `mathjax/` (kept), and `site/` (what Sphinx reads, made anew each time).
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import distributions
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
import yaml

import utils
from autograder.course import cell_source
from autograder.measurements import capacity_table, measurements_page, table

__all__ = ["Lesson", "SiteError", "build_site", "execute_lessons", "find_lessons", "topic_problems", "translations"]

MATHJAX = "mathjax@3.2.2"
MATHJAX_FILE = "tex-svg-full.js"
MATHJAX_SHA256 = "a4354ff94fd868aea0cc6eaaa79a57fda0588646fc46ee3700a349ee0a11cbe6"
CELL_TIMEOUT = 600  # seconds; a lesson's own limit is a tenth of it, but machines differ
DIGEST = "executed_from"  # key in the metadata of an executed notebook

# A lesson with a clock in it runs alone, so that its measurements are not of two lessons at once.
_CLOCK = re.compile(r"\b(timeit|perf_counter|process_time|stopwatch|benchmark)\b")
_print_lock = threading.Lock()


class SiteError(RuntimeError):
    """The site cannot be built; the message says what to do about it."""


@dataclass(frozen=True)
class Lesson:
    """A lesson's notebook, `course/weekNN_slug/NN_topic.ipynb`."""

    path: Path

    @property
    def place(self) -> str:
        """Path below `course`, as links in pages write it."""
        return f"{self.path.parent.name}/{self.path.name}"

    @property
    def week(self) -> int:
        """Number of the week."""
        return int(self.path.parent.name[4:6])

    @cached_property
    def notebook(self) -> Any:
        """The notebook as nbformat reads it."""
        return nbformat.read(self.path, as_version=4)

    @cached_property
    def headings(self) -> list[tuple[int, str]]:
        """Level and text of each Markdown heading, in order."""
        found = []
        for line in self._markdown_lines():
            if match := re.match(r"(#{1,6}) +(.+?)\s*$", line):
                found.append((len(match[1]), match[2]))
        return found

    @property
    def title(self) -> str:
        """Text of the first heading, "1.2 Kernels by hand"; the file's name when there is none."""
        return next((text for level, text in self.headings if level == 1), self.path.stem)

    @property
    def number(self) -> str:
        """The number in the title, "1.2"; the title itself when it has none."""
        return self.title.split()[0]

    @cached_property
    def terms(self) -> list[tuple[str, str, str]]:
        """English, Korean and meaning of each row of the tables headed English | Korean (or 한국어)."""
        rows: list[tuple[str, str, str]] = []
        inside = False
        for line in self._markdown_lines():
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
            if len(cells) > 1 and cells[0].casefold() == "english" and cells[1].casefold() in ("korean", "한국어"):
                inside = True
            elif len(cells) < 2:
                inside = False
            elif inside and not set(cells[0]) <= set(":- "):
                rows.append((cells[0], cells[1], cells[2] if len(cells) > 2 else ""))
        return rows

    @property
    def has_clock(self) -> bool:
        """Whether a code cell measures time."""
        return any(_CLOCK.search(cell_source(cell)) for cell in self.notebook.cells if cell.cell_type == "code")

    def _markdown_lines(self) -> Iterator[str]:
        """Lines of the Markdown cells outside of fenced code."""
        for cell in self.notebook.cells:
            fenced = False
            for line in cell_source(cell).splitlines() if cell.cell_type == "markdown" else ():
                if line.lstrip("> ").startswith("```"):
                    fenced = not fenced
                elif not fenced:
                    yield line


def find_lessons(course: Path) -> list[Lesson]:
    """The lessons of `course` in the order they are read."""
    return [Lesson(path) for path in sorted(course.glob("week[0-9][0-9]_*/[0-9][0-9]_*.ipynb"))]


def build_site(root: Path, output: Path, execute: bool = True, workers: int = 2) -> Path:
    """Build the site of the lessons in `root/course` into `output` and return its first page.

    With `execute=False` lessons that have not been executed as they stand are shown without outputs.
    Raises SiteError when a lesson fails, a link leads nowhere, npm is needed and absent, or `output` is a folder
    of something else.
    """
    course, output = root.resolve() / "course", output.resolve()
    if output.exists() and any(output.iterdir()) and not (output / ".buildinfo").exists():
        raise SiteError(f"{output} has other files in it; name an empty folder for the site")
    work = output.parent
    lessons = find_lessons(course)
    executed = work / "executed"
    if execute:
        execute_lessons(lessons, executed, workers)
    source = work / "site"
    _assemble(course, lessons, executed, source)
    script = source / "_static" / "mathjax" / MATHJAX_FILE
    script.parent.mkdir(parents=True)
    shutil.copyfile(mathjax(work / "mathjax"), script)
    shutil.rmtree(output, ignore_errors=True)
    _run_sphinx(source, output)
    return output / "index.html"


# Executing


class _Run(NamedTuple):
    lesson: Lesson
    target: Path
    digest: str


def execute_lessons(lessons: Sequence[Lesson], executed: Path, workers: int = 2) -> list[Path]:
    """Execute the lessons into `executed`, `workers` at a time; those that measure time come last, one by one.

    A copy that was executed from the same notebook, `utils` and packages is kept. Each lesson runs in a fresh
    kernel, in an empty folder. Returns the executed copies.
    Raises SiteError that names every lesson and cell that failed.
    """
    runs = [_Run(lesson, executed / lesson.place, _digest(lesson)) for lesson in lessons]
    stale = [run for run in runs if not _is_current(run.target, run.digest)]
    together = [run for run in stale if not run.lesson.has_clock]
    alone = [run for run in stale if run.lesson.has_clock]
    with ThreadPoolExecutor(max_workers=workers) as pool:
        failures = list(pool.map(_execute, together))
    failures += map(_execute, alone)
    if any(failures):
        raise SiteError("these lessons failed:\n" + "\n".join(filter(None, failures)))
    return [run.target for run in runs]


def _execute(run: _Run) -> str:
    """Execute one lesson and write its copy; return what went wrong, or an empty string."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
    from traitlets.config import Config

    start = time.monotonic()
    notebook = nbformat.read(run.lesson.path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder, "empty")
        empty.mkdir()
        # Sockets in a folder of our own, where the system has them: nobody else on this machine can connect.
        manager = {} if sys.platform == "win32" else {"transport": "ipc", "ip": str(Path(folder, "kernel"))}
        client = NotebookClient(
            notebook,
            config=Config(KernelManager=manager),
            timeout=CELL_TIMEOUT,
            kernel_name="python3",
            resources={"metadata": {"path": str(empty)}},
            coalesce_streams=True,
            record_timing=False,
        )
        try:
            client.execute()
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            return f"{run.lesson.place}: {_failure(notebook, error)}"
    notebook.metadata[DIGEST] = run.digest
    run.target.parent.mkdir(parents=True, exist_ok=True)
    part = run.target.with_suffix(".part")
    nbformat.write(notebook, part)
    part.replace(run.target)
    with _print_lock:
        print(f"executed {run.lesson.place} in {time.monotonic() - start:.1f} s", flush=True)
    return ""


def _failure(notebook: Any, error: Exception) -> str:
    for number, cell in enumerate(notebook.cells, 1):
        for item in cell.get("outputs", ()):
            if item.output_type == "error" and "raises-exception" not in cell.metadata.get("tags", ()):
                return f"cell {number}: {item.ename}: {item.evalue}"
    return str(error).strip().splitlines()[0]


def _digest(lesson: Lesson) -> str:
    """Checksum of all that an execution depends on: the notebook, `utils`, Python and the packages."""
    return hashlib.sha256(lesson.path.read_bytes() + _environment().encode()).hexdigest()


@cache
def _environment() -> str:
    folder = Path(utils.__path__[0])
    files = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    lines = [f"{path.relative_to(folder)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files]
    packages = sorted({f"{package.name} {package.version}" for package in distributions()})
    return "\n".join([sys.version, *lines, *packages])


def _is_current(executed: Path, digest: str) -> bool:
    if not executed.exists():
        return False
    return bool(nbformat.read(executed, as_version=4).metadata.get(DIGEST) == digest)


# Assembling


def _assemble(course: Path, lessons: Sequence[Lesson], executed: Path, source: Path) -> None:
    """Lay out in `source` what Sphinx reads: settings, pages, lessons and the generated tables."""
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(course / "_static", source / "_static")
    for page in (course / "conf.py", *course.glob("*.md")):
        shutil.copyfile(page, source / page.name)
    plan = yaml.safe_load((course / "topics.yml").read_text(encoding="utf-8"))
    weeks: dict[int, list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        weeks[lesson.week].append(lesson)
        target = source / lesson.place
        target.parent.mkdir(exist_ok=True)
        copy = executed / lesson.place
        shutil.copyfile(copy if _is_current(copy, _digest(lesson)) else lesson.path, target)
    for number, members in weeks.items():
        page = source / members[0].path.parent.name / "index.md"
        page.write_text(_week_page(number, plan["weeks"][number], members), encoding="utf-8")
    generated = {
        "weeks": _weeks_table(plan["weeks"], weeks),
        "topics": _topics_table(plan["topics"], lessons),
        "glossary": _glossary_table(lessons),
        "credits": _credits_table(),
        "measurements": measurements_page(course.parent / "benchmarks" / "results"),
        "capacity": capacity_table(course.parent / "benchmarks" / "results"),
        **_first_figures(),
    }
    (source / "generated").mkdir()
    for name, text in generated.items():
        (source / "generated" / f"{name}.md").write_text(text, encoding="utf-8")


def _week_page(number: int, week: dict[str, str], lessons: Sequence[Lesson]) -> str:
    entries = "\n".join(f"{lesson.title} <{lesson.path.stem}>" for lesson in lessons)
    links = "\n".join(f"- [{lesson.title}]({lesson.path.name})" for lesson in lessons)
    folder = lessons[0].path.parent
    assignment = folder.parents[1] / "release" / folder.name / f"{folder.name}.ipynb"
    task = f"\nThen open the assignment in JupyterLab: `release/{folder.name}/{assignment.name}`.\n"
    return (
        f"# Week {number}: {week['title']}\n\n{week['gives']}\n\n{links}\n"
        f"{task if assignment.exists() else ''}\n```{{toctree}}\n:hidden:\n\n{entries}\n```\n"
    )


def _weeks_table(plan: dict[int, dict[str, str]], weeks: dict[int, list[Lesson]]) -> str:
    rows = []
    for number, week in plan.items():
        title = week["title"]
        if number in weeks:
            title = f"[{title}]({weeks[number][0].path.parent.name}/index.md)"
        rows.append((str(number), title, week["gives"]))
    entries = "\n".join(
        f"Week {number} <{members[0].path.parent.name}/index>" for number, members in sorted(weeks.items())
    )
    overview = table(("Week", "Subject", "After it"), rows)
    start = "".join(f"Start with [{members[0].title}]({members[0].place}).\n" for members in list(weeks.values())[:1])
    return f"{overview}\n{start}\n```{{toctree}}\n:hidden:\n\n{entries}\n```\n"


def _topics_table(topics: Sequence[dict[str, Any]], lessons: Sequence[Lesson]) -> str:
    """Topics with links to their sections; what is not written yet stands without a link."""
    rows = []
    for topic in topics:
        links = []
        for stem, sections in topic["taught"].items():
            lesson = _lesson(lessons, topic["week"], stem)
            known = [text for _, text in lesson.headings] if lesson else []
            links += [
                f"[{section}]({lesson.place}#{_anchor(section)})" if lesson and section in known else section
                for section in sections
            ]
            if lesson:
                links[-len(sections)] = f"{lesson.number} {links[-len(sections)]}"
        rows.append((str(topic["week"]), topic["topic"], "<br>".join(links)))
    return table(("Week", "Topic", "Lesson and sections"), rows)


def _anchor(heading: str) -> str:
    """The address of a heading within its page, as myst-parser makes it (and as GitHub does)."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _lesson(lessons: Sequence[Lesson], week: int, stem: str) -> Lesson | None:
    return next((lesson for lesson in lessons if (lesson.week, lesson.path.stem) == (week, stem)), None)


def topic_problems(course: Path) -> list[str]:
    """What `topics.yml` promises and the lessons do not hold: one line for each notebook or section."""
    lessons = find_lessons(course)
    problems = []
    for topic in yaml.safe_load((course / "topics.yml").read_text(encoding="utf-8"))["topics"]:
        for stem, sections in topic["taught"].items():
            lesson = _lesson(lessons, topic["week"], stem)
            if lesson is None:
                problems.append(f"{topic['key']}: week {topic['week']} has no notebook {stem}.ipynb")
                continue
            known = {text for level, text in lesson.headings if level == 2}
            problems += [
                f'{topic["key"]}: {lesson.place} has no section "{section}"'
                for section in sections
                if section not in known
            ]
    return problems


def translations(korean: str) -> set[str]:
    """The Korean words of one entry: "수용 영역 (수용장)" names two."""
    return {word for part in re.split(r"[,;()/]", korean) if (word := part.strip())}


def _glossary_table(lessons: Sequence[Lesson]) -> str:
    """Every term once, with the first meaning given, every translation, and the lessons that list it."""
    rows: dict[str, tuple[str, str, str, list[str]]] = {}
    for lesson in lessons:
        for english, korean, meaning in lesson.terms:
            first, shown, explained, links = rows.get(english.casefold(), (english, "", meaning, []))
            if translations(korean) > translations(shown):
                shown = korean
            elif not translations(korean) <= translations(shown):
                shown = f"{shown}, {korean}"
            links.append(f"[{lesson.number}]({lesson.place})")
            rows[english.casefold()] = (first, shown, explained or meaning, links)
    return table(
        ("English", "Korean 한국어", "Meaning", "Lessons"),
        [
            (english, korean, meaning, " ".join(dict.fromkeys(links)))
            for _, (english, korean, meaning, links) in sorted(rows.items())
        ],
    )


def _credits_table() -> str:
    from utils.data import PHOTO_CREDITS

    rows = [
        (f"`{name}`", f"[{credit.title}]({credit.source})", credit.author, credit.licence, credit.package)
        for name, credit in PHOTO_CREDITS.items()
    ]
    return table(("Name", "Photograph", "Author", "Licence", "Shipped by"), rows)


def _first_figures() -> dict[str, str]:
    """The first page's figures: edges of a photograph, and the same kernel to step over a digit."""
    import numpy as np
    from scipy.signal import correlate2d

    from utils.data import load_mnist, sample_photos
    from utils.explorers import kernel_stepper
    from utils.plots import show_images

    kernel = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    photo = sample_photos("chelsea")["chelsea"]
    edges = correlate2d(photo.mean(axis=2), kernel, mode="valid")
    pictures = show_images(
        [photo, kernel, edges],
        ["a photograph", "nine numbers", "their feature map"],
        kind=["image", "kernel", "feature"],
        values=True,
        colorbar=False,
        alt="A cat, a 3 x 3 kernel, and the feature map: blue and orange lines along fur, eyes and ears",
    )
    explorer = kernel_stepper(load_mnist().train_images[2][4:24, 4:24], kernel)
    blocks = {"edges": pictures.html(), "explorer": explorer.html()}
    return {name: f'````{{raw}} html\n<div class="first">\n{html}\n</div>\n````\n' for name, html in blocks.items()}


# MathJax and Sphinx


def mathjax(folder: Path) -> Path:
    """Path of MathJax's script in `folder`; fetched with npm when it is not there.

    Raises SiteError when npm is absent or fails, or the script is not the one expected.
    """
    script = folder / MATHJAX_FILE
    if not (script.exists() and hashlib.sha256(script.read_bytes()).hexdigest() == MATHJAX_SHA256):
        npm = shutil.which("npm")
        if npm is None:
            raise SiteError(f"the formulas need MathJax: install Node.js (npm), or put {MATHJAX_FILE} into {folder}")
        with tempfile.TemporaryDirectory() as unpacked:
            run = subprocess.run(
                [npm, "pack", "--silent", MATHJAX], cwd=unpacked, capture_output=True, text=True, timeout=300
            )
            if run.returncode:
                raise SiteError(f"npm could not fetch {MATHJAX}: {run.stderr.strip()}")
            archive = next(Path(unpacked).glob("*.tgz"))
            with tarfile.open(archive) as package:
                member = package.extractfile(f"package/es5/{MATHJAX_FILE}")
                content = member.read() if member else b""
        if hashlib.sha256(content).hexdigest() != MATHJAX_SHA256:
            raise SiteError(f"the {MATHJAX_FILE} that npm fetched for {MATHJAX} has the wrong checksum")
        folder.mkdir(parents=True, exist_ok=True)
        script.write_bytes(content)
    return script


def _run_sphinx(source: Path, output: Path) -> None:
    """Run Sphinx; a warning, such as a link that leads nowhere, is an error."""
    with tempfile.TemporaryDirectory() as doctrees:
        command = [sys.executable, "-m", "sphinx", "-b", "html", "-W", "--keep-going", "-q", "-d", doctrees]
        run = subprocess.run(
            [*command, str(source), str(output)],
            capture_output=True,
            text=True,
            env=os.environ | {"NO_COLOR": "1", "PYDEVD_DISABLE_FILE_VALIDATION": "1"},
        )
    if run.returncode:
        raise SiteError(f"Sphinx found errors:\n{run.stderr.strip()}")
