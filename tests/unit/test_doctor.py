"""What `utils.doctor` says about environments that are right and wrong."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell

from utils import doctor


def python(code: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_require_is_silent_and_fast_and_imports_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; from utils.doctor import require; require('numpy', 'torch', 'tensorflow', 'skimage');"
        "assert not {'numpy', 'torch', 'tensorflow', 'skimage', 'rich'} & set(sys.modules)"
    )
    run = python(code, tmp_path)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    start = time.perf_counter()
    doctor.require("numpy", "torch", "tensorflow")
    assert time.perf_counter() - start < 0.2


def test_require_names_what_is_missing_in_one_line() -> None:
    with pytest.raises(doctor.EnvironmentNotReadyError) as caught:
        doctor.require("numpy", "no_such_package", "nor_this")
    message = str(caught.value)
    assert "has no package no_such_package, nor_this." in message
    assert sys.executable in message
    assert "make setup" in message
    assert "\n" not in message


def test_require_sees_an_old_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 1, "final", 0))
    with pytest.raises(doctor.EnvironmentNotReadyError, match=r"is not one of 3\.11 to 3\.13"):
        doctor.require()


def test_a_stray_folder_is_not_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty_folder").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(doctor.EnvironmentNotReadyError, match="no package empty_folder"):
        doctor.require("empty_folder")


def test_require_names_a_file_that_hides_a_package(tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text("")
    run = python("from utils.doctor import require; require('torch')", tmp_path)
    assert f"{tmp_path / 'torch.py'} hides the package torch. Rename it" in run.stderr


def test_a_notebook_shows_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    shell = InteractiveShell()
    shell.run_cell("from utils.doctor import require; require('no_such_package')")
    shown = capsys.readouterr()
    assert len((shown.out + shown.err).strip().splitlines()) == 1
    assert "no_such_package" in shown.out + shown.err


def test_diagnose_of_this_environment_has_no_error() -> None:
    findings = doctor.diagnose()
    assert [finding for finding in findings if finding.level == "error"] == []
    assert all(bool(finding.mend) == (finding.level != "ok") for finding in findings)


def test_exit_code_and_table(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = doctor.Finding("ok", "all [well]"), doctor.Finding("error", "broken", "mend it")
    monkeypatch.setattr(doctor, "diagnose", lambda: [good])
    assert doctor.main() == 0
    assert "all [well]" in capsys.readouterr().out
    monkeypatch.setattr(doctor, "diagnose", lambda: [good, bad])
    assert doctor.main() == 1
    monkeypatch.setitem(sys.modules, "rich.console", None)
    assert doctor.main() == 1
    assert "error  broken -> mend it" in capsys.readouterr().out


def test_a_check_that_fails_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    def _graphviz() -> doctor.Finding:
        raise RuntimeError("surprise")

    monkeypatch.setattr(doctor, "_graphviz", _graphviz)
    warning = doctor.Finding("warn", "graphviz: the check failed with RuntimeError('surprise')", "report this line")
    assert warning in doctor.diagnose()


def test_versions_are_compared_with_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import numpy

    monkeypatch.setattr(doctor, "ROOT", tmp_path)
    assert "versions are not compared" in doctor._packages().what
    lock = tmp_path / "requirements.lock"
    lock.write_text(f'# exact\nnumpy=={numpy.__version__}\nelsewhere==1.0; sys_platform == "nowhere"\n')
    assert doctor._packages().level == "ok"
    lock.write_text("numpy==0.1\n")
    assert doctor._packages().what.endswith(f"numpy {numpy.__version__} instead of 0.1")
    lock.write_text("numpy==0.1\nno-such-package==1.0\n")
    finding = doctor._packages()
    assert (finding.level, finding.mend) == ("error", "run make setup")
    assert finding.what == "packages are missing: no-such-package"


def test_another_utils_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor._utils().level == "ok"
    (tmp_path / "utils.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    finding = doctor._utils()
    assert finding.level == "error"
    assert str(tmp_path / "utils.py") in finding.what


def test_forced_kernels_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENBLAS_CORETYPE", "Prescott")
    assert "OPENBLAS_CORETYPE=Prescott" in doctor._processor().what
    monkeypatch.delenv("OPENBLAS_CORETYPE")
    assert doctor._processor().level == "ok"


def test_absent_tools_are_warnings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert doctor._graphviz().level == "warn"
    assert doctor._jupyter().what == "nbgrader starts the program alembic, which is not on PATH"
    monkeypatch.setattr(doctor, "_spec", lambda name: None)
    assert doctor._sandbox().level == "warn"


def test_a_data_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNN_COURSE_DATA", str(tmp_path / "new" / "folder"))
    assert doctor._data_folder().level == "ok"
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CNN_COURSE_DATA", str(tmp_path / "file" / "folder"))
    finding = doctor._data_folder()
    assert finding.level == "warn"
    assert str(tmp_path / "file" / "folder") in finding.what
