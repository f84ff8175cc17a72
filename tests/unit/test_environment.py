"""The pinned environment: it parses, nothing is missing from it, nothing is left over, and conda installs the same."""

import ast
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest
import yaml
from IPython.core.inputtransformer2 import TransformerManager
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from autograder import notebooks
from autograder.course import cell_source

REPOSITORY = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# Used where a reader has installed them, imported inside functions only, and never needed.
OPTIONAL = {"torchvision", "timm"}


def parse(lines: list[str]) -> dict[str, Requirement]:
    return {canonicalize_name(line.name): line for line in map(Requirement, lines)}


def read_lock() -> dict[str, Requirement]:
    lines = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return parse([line for line in lines if line and not line.startswith("#")])


LOCK = read_lock()
RUNTIME = parse(PROJECT["dependencies"])
DEVELOPMENT = parse(PROJECT["optional-dependencies"]["dev"])


def test_every_line_of_the_lock_is_an_exact_public_version() -> None:
    # A local version (`2.13.0+cpu`) cannot be had from the public index.
    exact = re.compile(r"==[0-9][0-9a-z.]*")
    assert [str(line) for line in LOCK.values() if line.url or not exact.fullmatch(str(line.specifier))] == []


def test_the_lock_is_sorted_and_names_nothing_twice() -> None:
    text = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8")
    names = [canonicalize_name(line.split("==")[0]) for line in text.splitlines() if not line.startswith("#")]
    assert names == sorted(set(names))


def test_versions_stand_in_the_lock_alone() -> None:
    assert [str(line) for line in (RUNTIME | DEVELOPMENT).values() if line.specifier] == []


def test_every_direct_dependency_is_pinned() -> None:
    direct = RUNTIME | DEVELOPMENT
    assert set(direct) - set(LOCK) == set()
    assert {name: str(line.marker) for name, line in direct.items()} == {
        name: str(LOCK[name].marker) for name in direct
    }


def dependencies(name: str, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """What the installed package `name` with `extras` asks for on this machine."""
    for line in distribution(name).requires or []:
        requirement = Requirement(line)
        if not requirement.marker or any(requirement.marker.evaluate({"extra": extra}) for extra in {"", *extras}):
            yield canonicalize_name(requirement.name), frozenset(requirement.extras)


@pytest.mark.skipif(sys.platform != "linux", reason="the lock was solved on Linux")
def test_the_lock_is_exactly_what_the_direct_dependencies_need() -> None:
    todo = [(name, frozenset(line.extras)) for name, line in (RUNTIME | DEVELOPMENT).items()]
    seen = set(todo)
    while todo:
        new = set(dependencies(*todo.pop())) - seen
        seen |= new
        todo += new
    needed = {name for name, _ in seen}
    # A CUDA build of torch brings packages of its own, which pip adds to the lock's.
    needed = {name for name in needed if not re.match(r"nvidia-|cuda-|triton$", name)}
    assert needed == set(LOCK)


def test_what_is_installed_is_what_the_lock_says() -> None:
    here = {name: line for name, line in LOCK.items() if not line.marker or line.marker.evaluate()}
    installed = {name: distribution(name).version for name in here}
    assert {name: version for name, version in installed.items() if version not in here[name].specifier} == {}


def test_conda_installs_python_and_the_lock() -> None:
    environment = yaml.safe_load((REPOSITORY / "environment.yml").read_text(encoding="utf-8"))
    assert set(environment) == {"name", "channels", "dependencies"}
    assert environment["name"] == PROJECT["name"]
    assert all(isinstance(channel, str) for channel in environment["channels"])
    *programs, last = environment["dependencies"]
    assert all(re.fullmatch(r"[a-z0-9-]+(=[0-9.]+)?", program) for program in programs)
    assert "pip" in programs
    (python,) = [program.removeprefix("python=") for program in programs if program.startswith("python=")]
    assert Requirement(f"python{PROJECT['requires-python']}").specifier.contains(python)
    assert last == {"pip": ["--requirement requirements.lock", "--editable ."]}


def imports(code: str) -> set[str]:
    """Top-level names of the modules that `code` imports, wherever in it."""
    modules: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            modules.add(node.module)
    return {module.split(".")[0] for module in modules}


def notebook_code(path: Path) -> str:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = "\n\n".join(cell_source(cell) for cell in cells if cell["cell_type"] == "code")
    return TransformerManager().transform_cell(code)


@cache
def brought_by() -> dict[str, list[str]]:
    """Module name to the packages that bring it; reading it from disk takes a second."""
    return dict(packages_distributions())


def uncovered(code: str, allowed: dict[str, Requirement]) -> set[str]:
    """Modules that `code` imports and no package of `allowed` brings."""
    known = brought_by()
    outside = imports(code) - sys.stdlib_module_names - {"utils", "autograder"} - OPTIONAL
    return {
        module for module in outside if not {canonicalize_name(name) for name in known.get(module, [])} & set(allowed)
    }


def python_files(*folders: str) -> list[Path]:
    found = sorted(path for folder in folders for path in (REPOSITORY / folder).rglob("*.py"))
    assert found
    return found


def undeclared(
    files: list[Path], allowed: dict[str, Requirement], beside: frozenset[str] = frozenset()
) -> dict[str, set[str]]:
    """Map each file that imports what is not declared to the modules it imports."""
    read = {
        path: notebook_code(path) if path.suffix == ".ipynb" else path.read_text(encoding="utf-8") for path in files
    }
    found = {str(path.relative_to(REPOSITORY)): uncovered(code, allowed) - beside for path, code in read.items()}
    return {path: modules for path, modules in found.items() if modules}


def test_what_the_packages_import_is_a_declared_dependency() -> None:
    assert undeclared([REPOSITORY / "nbgrader_config.py", *python_files("utils", "autograder")], RUNTIME) == {}


def test_what_the_notebooks_import_is_a_declared_dependency() -> None:
    assert undeclared(notebooks.find(REPOSITORY), RUNTIME) == {}


def test_what_tests_benchmarks_and_site_import_is_a_declared_dependency() -> None:
    files = python_files("tests", "benchmarks", "course")
    beside = frozenset({path.stem for path in files} | {"tests", "benchmarks"})
    assert undeclared(files, RUNTIME | DEVELOPMENT, beside) == {}


def test_an_undeclared_import_would_be_seen() -> None:
    assert uncovered("import numpy.linalg\ndef f():\n    from flask import Flask\n", RUNTIME) == {"flask"}
    assert uncovered("import pytest", RUNTIME) == {"pytest"}
