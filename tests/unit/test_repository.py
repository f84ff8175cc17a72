"""What holds for the repository as a whole: notebooks, links, commands that pages name, sizes, licences."""

import json
import os
import re
import runpy
import stat
import subprocess
import tomllib
from pathlib import Path

import numpy as np
import pytest
import yaml
from PIL import Image

from autograder import notebooks
from autograder.cli import app
from autograder.course import cell_source

REPOSITORY = Path(__file__).resolve().parents[2]
PAGES = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
# Made by tools, never committed.
WORKING = {".autograder", ".git", ".venv", "_build", "submitted", "autograded", "feedback"}
CACHES = {"__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".ipynb_checkpoints"}
TEXT = {".py", ".md", ".yml", ".yaml", ".toml", ".ipynb", ".lock", ".json", ".css", ".html", ".svg", "", ".js", ".cfg"}
LARGEST = 2_000_000  # bytes

NOTEBOOKS = notebooks.find(REPOSITORY)


def name(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def repository_files() -> list[Path]:
    found = []
    for folder, folders, files in os.walk(REPOSITORY):
        top = Path(folder) == REPOSITORY
        folders[:] = [
            child for child in folders
            if child not in CACHES and not child.endswith(".egg-info") and not (top and child in WORKING)
        ]  # fmt: skip
        found += [Path(folder, file) for file in files]
    return sorted(path for path in found if not path.name.startswith("gradebook.db"))


FILES = repository_files()


def test_there_are_notebooks_to_look_at() -> None:
    assert {path.relative_to(REPOSITORY).parts[0] for path in NOTEBOOKS} == set(notebooks.FOLDERS)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_notebooks_are_canonical(path: Path) -> None:
    assert notebooks.check(path) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_notebooks_neither_link_pictures_of_others_nor_edit_the_path(path: Path) -> None:
    text = "\n".join(cell_source(cell) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"])
    assert not re.search(r"!\[[^\]]*\]\(\s*https?:|<img[^>]+src\s*=\s*[\"']?https?:", text)
    assert "sys.path" not in text


def test_every_assignment_has_source_and_release() -> None:
    def names(folder: str) -> set[str]:
        return {path.parent.name for path in (REPOSITORY / folder).glob("*/*.ipynb")}

    assert names("source") == names("release")
    assert all(re.fullmatch(r"week\d\d_[a-z]+", assignment) for assignment in names("source"))


def test_no_file_is_large() -> None:
    assert [name(path) for path in FILES if path.stat().st_size > LARGEST] == []


def test_no_file_speaks_of_one_persons_machine() -> None:
    private = re.compile(r"(?<![\w.])/(home|Users|work|root)/[\w.]+/")
    found = [
        name(path)
        for path in FILES
        if path.suffix in TEXT
        and path != Path(__file__)
        and private.search(path.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert found == []


@pytest.mark.parametrize("page", PAGES)
def test_links_to_files_lead_somewhere(page: str) -> None:
    text = (REPOSITORY / page).read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if target.startswith("#"):
            assert target[1:] in headings
        elif not target.startswith("https://"):
            assert (REPOSITORY / target).exists(), target


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):.*## ", (REPOSITORY / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", ".ci/run"])
def test_pages_name_only_make_targets_that_exist(page: str) -> None:
    text = (REPOSITORY / page).read_text(encoding="utf-8")
    commands = re.findall(r"(?:^|`)make((?: [a-z-]+)+)", text, re.MULTILINE)
    named = {target for command in commands for target in command.split()}
    assert named
    assert named <= make_targets()


def test_phony_targets_are_those_that_help_lists() -> None:
    (line,) = re.findall(r"^\.PHONY: (.+)$", (REPOSITORY / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(line.split()) == make_targets()


def test_readme_names_only_commands_that_the_autograder_has() -> None:
    commands = {command.callback.__name__ for command in app.registered_commands if command.callback}
    text = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^(?:python -m )?autograder ([a-z]+)", text, re.MULTILINE))
    (listed,) = re.findall(r"`python -m autograder` knows (.+)\.$", text, re.MULTILINE)
    assert named
    assert named <= commands
    assert set(re.findall(r"`([a-z]+)`", listed)) == commands


def test_the_picture_of_the_readme_is_the_one_that_the_code_draws(tmp_path: Path) -> None:
    runpy.run_path(str(REPOSITORY / "course" / "cover.py"))["draw_cover"]().save(tmp_path / "cover.png")
    drawn = np.asarray(Image.open(tmp_path / "cover.png").convert("RGB"), dtype=float)
    kept = np.asarray(Image.open(REPOSITORY / "course" / "_static" / "cover.png").convert("RGB"), dtype=float)
    assert drawn.shape == kept.shape
    assert np.abs(drawn - kept).mean() < 1  # of 255: fonts may be smoothed in other ways


def test_ci_is_a_strict_program_that_calls_the_commands_of_the_readme() -> None:
    script = REPOSITORY / ".ci" / "run"
    assert script.stat().st_mode & stat.S_IXUSR
    text = script.read_text(encoding="utf-8")
    assert "set -euo pipefail" in text
    assert "make test demo test-all" in text
    subprocess.run(["bash", "-n", script], check=True)


def test_hooks_are_local() -> None:
    hooks = yaml.safe_load((REPOSITORY / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [repo["repo"] for repo in hooks["repos"]] == ["local"]
    assert {hook["language"] for repo in hooks["repos"] for hook in repo["hooks"]} == {"system"}


def test_working_folders_of_nbgrader_are_ignored() -> None:
    ignored = (REPOSITORY / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"/submitted/", "/autograded/", "/feedback/", "/.autograder/", "/gradebook.db*"} <= set(ignored)
    assert {".venv/", "/_build/"} <= set(ignored)


def test_licences_are_the_ones_that_are_declared() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "MIT"
    assert (REPOSITORY / "LICENSE").read_text(encoding="utf-8").startswith("MIT License\n")
    assert "CC BY 4.0" in (REPOSITORY / "LICENSE-TEXT").read_text(encoding="utf-8")
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    assert {"(LICENSE)", "(LICENSE-TEXT)"} <= set(re.findall(r"\(LICENSE[A-Z-]*\)", readme))


def test_the_changelog_knows_the_version() -> None:
    version = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    text = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[(Unreleased|{re.escape(version)})\]", text, re.MULTILINE)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_formulas_have_one_backslash_a_command(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    texts = [cell_source(cell) for cell in cells if cell["cell_type"] == "markdown"]
    assert [found for text in texts for found in re.findall(r"\\{2,}[a-zA-Z]+", text)] == []
