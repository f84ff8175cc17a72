"""Which files of the project a process may see.

The student's process gets the *student edition* of ``utils``: everything a student may import, without the modules
that hold answers to the assignment at hand.
"""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from pathlib import Path

import autograder
import utils
from autograder.sandbox import Limits, Mount

# Modules of utils that a submission must not import while it is graded: per assignment, and for all ("*").
WITHHELD = {
    "*": ("checks/oracles*.py",),
    "week01_convolution": ("fast_convolution.py", "fast_mnist_numpy.py"),
    "week02_layers": ("fast_convolution.py", "fast_pooling.py", "fast_mnist*.py"),
    "week05_classics": ("models",),
    "week06_residual": ("models",),
}
# Limits of an assignment that needs other ones. TensorFlow reserves 3 GB of address space, and a whole training is one
# call: seconds on a free processor, several times that where every processor grades.
LIMITS = {
    "week02_layers": Limits(call_seconds=30.0),  # an epoch of a network in NumPy is one call
    "week03_keras": Limits(call_seconds=180.0, question_seconds=400.0, total_seconds=1200.0, memory=8 * 2**30),
    "week04_pytorch": Limits(call_seconds=40.0),
    "week05_classics": Limits(call_seconds=30.0),  # the first look at the meta device loads a good part of PyTorch
    "week06_residual": Limits(call_seconds=30.0, memory=8 * 2**30),
}
# What of the grader stands beside a student's code: the wire, and what starts and runs the process.
STUDENT_FILES = ("__init__.py", "wire.py", "student_process.py", "warm.py", "system_calls.py")


def course_packages() -> list[Path]:
    """Folders of the two packages as installed."""
    return [Path(package.__file__ or "").resolve().parent for package in (utils, autograder)]


def limits(assignment: str) -> Limits:
    """What one submission of an assignment may use."""
    return LIMITS.get(assignment, Limits())


@functools.cache
def student_edition(assignment: str) -> Path:
    """Folder with the student edition of ``utils`` and the student process's own two files."""
    folder = Path(tempfile.mkdtemp(prefix="student-edition-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    utils_folder, autograder_folder = course_packages()
    shutil.copytree(utils_folder, folder / "utils", ignore=shutil.ignore_patterns("__pycache__"))
    for pattern in (*WITHHELD["*"], *WITHHELD.get(assignment, ())):
        for path in (folder / "utils").glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    (folder / "autograder").mkdir()
    for name in STUDENT_FILES:
        shutil.copy(autograder_folder / name, folder / "autograder" / name)
    folder.chmod(0o755)
    return folder


def check_mounts() -> list[Mount]:
    """What is mounted into the check process's sandbox: both packages, whole."""
    return [Mount(path, f"/course/{path.name}") for path in course_packages()]


def check_imports(assignment: str) -> list[str]:
    """Import statements of what the checks of an assignment load when they first need it."""
    modules = ("oracles", f"oracles_{assignment.split('_')[0]}")
    folder = course_packages()[0] / "checks"
    return [f"import utils.checks.{module}" for module in modules if (folder / f"{module}.py").exists()]


def student_mounts(assignment: str) -> list[Mount]:
    """What is mounted into the student's sandbox besides the system and the Python environment."""
    return [Mount(student_edition(assignment), "/course")]
