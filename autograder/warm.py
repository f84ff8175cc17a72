"""Warm starts: a parent process that has done the slow imports forks a child for each submission.

The parent runs inside a sandbox of its own and never executes anything of a student's, so it may keep the capabilities
that a child needs to shut itself in: the child enters new process, mount and IPC namespaces, mounts private temporary
folders, gives up user id, capabilities and system calls, and only then reads its first request.

Forking is safe only while the parent has a single thread; ``main`` checks that after the imports and refuses otherwise.
"""

from __future__ import annotations

import array
import ctypes
import gc
import json
import os
import random
import resource
import select
import shutil
import signal
import socket
import struct
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder import student_process
from autograder.system_calls import refused_calls

CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWPID = 0x00020000, 0x08000000, 0x20000000
MS_NOSUID, MS_NODEV, MS_BIND, MS_MOVE, MS_REC, MS_PRIVATE = 2, 4, 4096, 8192, 16384, 1 << 18
PR_CAPBSET_DROP, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 24, 47, 4
LINUX_CAPABILITY_VERSION_3 = 0x20080522
READY, REFUSED = b"R", b"X"
# Importing these starts no thread; others are left to the submission itself.
WARM_PACKAGES = set("numpy scipy matplotlib sklearn skimage torch keras tensorflow utils pandas".split())

libc = ctypes.CDLL(None, use_errno=True)


def call(name: str, *args: Any) -> None:
    """Call a libc function that returns -1 on failure; raises OSError."""
    if getattr(libc, name)(*args) == -1:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    """The system call mount."""
    call("mount", source.encode(), target.encode(), kind.encode(), ctypes.c_ulong(flags), options.encode() or None)


def private_folder(path: str, size: int, mode: str, keep: Sequence[str] = ()) -> None:
    """Put an empty folder in memory over ``path``; what is mounted below at ``keep`` stays visible."""
    below = [folder for folder in keep if folder.startswith(path + "/")]
    options = f"size={size},mode={mode},nr_inodes=50000"
    if not below:
        mount("tmpfs", path, "tmpfs", MS_NOSUID | MS_NODEV, options)
        return
    # /work is covered last, so it can serve as the place where the new /tmp is put together.
    mount("tmpfs", "/work", "tmpfs", MS_NOSUID | MS_NODEV, options)
    for folder in below:
        target = "/work" + folder.removeprefix(path)
        os.makedirs(target, mode=0o755)
        mount(folder, target, "", MS_BIND | MS_REC)
    mount("/work", path, "", MS_MOVE)


def drop_capabilities() -> None:
    """Give up every capability, for this process and all that it starts."""
    for capability in range(64):
        if libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) == -1:
            break
    libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)


def clear_capability_sets() -> None:
    """Empty the effective, permitted and inheritable sets."""
    header = struct.pack("Ii", LINUX_CAPABILITY_VERSION_3, 0)
    call("capset", header, bytes(24))


def copy_files(folder: int) -> None:
    """Copy the regular files below the open folder into the working folder."""
    for directory, _, names, descriptor in os.fwalk(".", dir_fd=folder, follow_symlinks=False):
        os.makedirs(directory, exist_ok=True)
        for name in names:
            with (
                os.fdopen(os.open(name, os.O_RDONLY | os.O_NOFOLLOW, dir_fd=descriptor), "rb") as source,
                open(os.path.join(directory, name), "wb") as target,
            ):
                shutil.copyfileobj(source, target)


class Parent:
    """The warm process: waits for orders, forks, forgets."""

    def __init__(self, control: socket.socket, order: dict[str, Any]) -> None:
        self.control = control
        self.untrusted: bool = order["untrusted"]
        self.keep: list[str] = order["keep"]
        self.filter = None
        if self.untrusted:
            self.filter = refused_calls()
            student_process.make_shell()
        else:
            # Not there in the student's edition, and not to be loaded on its side.
            from autograder.check_process import serve

            self.check = serve

    def serve(self) -> None:
        """Fork a child for every order until the grader is gone."""
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        gc.collect()
        gc.freeze()
        while True:
            data, descriptors, _, _ = socket.recv_fds(self.control, 4096, 2)
            if not data:
                return
            if os.fork() == 0:
                try:
                    self.first_child(json.loads(data), *descriptors)
                except BaseException as error:
                    self.control.send(REFUSED + str(error).encode()[:500])
                os._exit(0)
            for descriptor in descriptors:
                os.close(descriptor)

    def first_child(self, order: dict[str, Any], connection: int, folder: int) -> None:
        """Enter new namespaces; the process forked next is the first of its process namespace."""
        call("unshare", CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC)
        if os.fork() == 0:
            try:
                self.second_child(order, connection, folder)
            except BaseException as error:
                self.control.send(REFUSED + str(error).encode()[:500])
            os._exit(0)

    def second_child(self, order: dict[str, Any], connection: int, folder: int) -> None:
        """Shut this process in, tell the grader, and serve."""
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        mount("", "/", "", MS_REC | MS_PRIVATE)
        mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV)
        private_folder("/tmp", order["tmp_size"], "1777", self.keep)
        private_folder("/dev/shm", order["tmp_size"], "1777")
        private_folder("/work", order["tmp_size"], "0777")
        os.chdir("/work")
        os.umask(0)
        copy_files(folder)
        os.close(folder)
        os.umask(0o022)
        random.seed()
        drop_capabilities()
        # Sent before the identity changes: the grader learns this process's id from the message itself.
        self.control.send(READY)
        self.control.close()
        if self.untrusted:
            self.become_student(order, connection)
        else:
            clear_capability_sets()
            self.check(socket.socket(fileno=connection))

    def become_student(self, order: dict[str, Any], connection: int) -> None:
        """Limits, another user id, no capabilities, fewer system calls; then the student's requests."""
        student_process.limit_resources(order["limits"])
        clear_capability_sets()
        if self.filter is not None:
            self.filter.load()
        highest = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        os.closerange(3, connection)
        os.closerange(connection + 1, highest)
        student_process.serve(socket.socket(fileno=connection))


def import_packages(statements: Sequence[str]) -> None:
    """Run the import statements of the course's own notebooks that name known packages."""
    for statement in statements:
        words = statement.split()
        if len(words) > 1 and words[1].split(".")[0] in WARM_PACKAGES:
            try:
                exec(statement, {})
            except Exception:  # the submission's own import will tell
                continue
    if "torch" in sys.modules:
        # Loaded by the first step of any optimizer, at more cost than torch itself.
        import torch._dynamo  # noqa: F401


def main() -> None:
    """Entry point inside the parent's sandbox."""
    control = socket.socket(fileno=int(sys.argv[1]))
    order = json.loads(control.recv(65536))
    import_packages(order["imports"])
    threads = len(os.listdir("/proc/self/task"))
    if threads != 1:
        control.send(REFUSED + f"its imports started {threads - 1} threads, so forking is not safe".encode())
        return
    parent = Parent(control, order)
    control.send(READY)
    parent.serve()


class WarmStartFailed(Exception):  # noqa: N818 - a state of the machine
    """No warm process could be had; the message says why."""


class WarmStarter:
    """The grader's side: one warm parent, which imports by itself, and the orders given to it."""

    def __init__(self, process: Any, untrusted: bool, keep: Sequence[str], imports: Sequence[str]) -> None:
        self.process = process
        self.control: socket.socket = process.connection
        self.control.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        order = {"untrusted": untrusted, "keep": list(keep), "imports": list(imports)}
        self.control.send(json.dumps(order).encode())
        self.ready = False

    def _answer(self, seconds: float) -> int:
        if not select.select([self.control], [], [], seconds)[0]:
            raise WarmStartFailed("the warm process does not answer")
        data, ancillary, _, _ = self.control.recvmsg(1024, socket.CMSG_SPACE(12))
        if data[:1] != READY:
            raise WarmStartFailed(data[1:].decode(errors="replace") or "the warm process ended")
        for level, kind, content in ancillary:
            if level == socket.SOL_SOCKET and kind == socket.SCM_CREDENTIALS:
                return int(struct.unpack("iII", content[:12])[0])
        raise WarmStartFailed("the warm process did not say who it is")

    def start(self, connection: socket.socket, files: Path, tmp_size: int, limits: dict[str, int]) -> int:
        """Fork a child that serves ``connection``; returns its process id.

        Raises:
            WarmStartFailed: with the reason.
        """
        folder = os.open(files, os.O_RDONLY | os.O_DIRECTORY)
        try:
            if not self.ready:
                self._answer(60.0)
                self.ready = True
            order = json.dumps({"tmp_size": tmp_size, "limits": limits}).encode()
            rights = array.array("i", [connection.fileno(), folder])
            self.control.sendmsg([order], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
            return self._answer(30.0)
        except OSError as error:
            raise WarmStartFailed(str(error)) from error
        finally:
            os.close(folder)

    def close(self) -> None:
        """End the parent and whatever still runs below it."""
        self.process.kill()


if __name__ == "__main__":
    main()
