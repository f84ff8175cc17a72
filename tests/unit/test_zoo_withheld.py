"""What a student may import while weeks 5 and 6 are graded: everything but the networks."""

import os
import subprocess
import sys

import pytest

from autograder.edition import student_edition

IMPORTS = """
import sys
import utils.checks, utils.checks.probe, utils.explorers, utils.plots, utils.selfcheck
assert utils.plots.draw_model and utils.explorers.Explorer
assert not [name for name in sys.modules if name.startswith(("utils.models", "torch", "tensorflow"))]
print(utils.__file__)
"""


@pytest.mark.parametrize("assignment", ["week05_classics", "week06_residual"])
def test_the_zoo_is_not_in_the_student_edition_and_nothing_needs_it(assignment, tmp_path):
    folder = student_edition(assignment)
    assert not (folder / "utils" / "models").exists()
    assert (folder / "utils" / "explorers" / "explorer.py").exists()
    run = subprocess.run(
        [sys.executable, "-c", IMPORTS],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(folder)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith(str(folder))


def test_other_weeks_have_the_zoo():
    assert (student_edition("week08_transfer") / "utils" / "models").exists()
