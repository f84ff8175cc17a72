"""The system calls that students' code has no use for, refused by the kernel."""

from __future__ import annotations

import ctypes.util
import errno
import tempfile
from typing import Any

REFUSED = (
    # other processes
    *("ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd", "kcmp"),
    # mounts and namespaces
    *("mount", "umount2", "pivot_root", "move_mount", "fsopen", "fsmount", "open_tree", "mount_setattr"),
    *("unshare", "setns", "open_by_handle_at", "name_to_handle_at"),
    # memory that belongs to no process and so escapes the limits
    *("memfd_create", "memfd_secret", "shmget", "msgget", "semget"),
    # parts of the kernel with a large surface
    *("keyctl", "add_key", "request_key", "bpf", "perf_event_open", "userfaultfd"),
    *("io_uring_setup", "io_uring_enter", "io_uring_register"),
    # the machine itself
    *("init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot"),
    *("swapon", "swapoff", "acct", "quotactl", "iopl", "ioperm", "sethostname", "setdomainname"),
    *("settimeofday", "clock_settime", "adjtimex", "clock_adjtime"),
)

# Flags of clone that ask for new namespaces: mount, cgroup, uts, ipc, user, pid, net.
NAMESPACES = (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000)


def refused_calls() -> Any:
    """A libseccomp filter (``load`` applies it to this process), or None where libseccomp is missing."""
    if ctypes.util.find_library("seccomp") is None:
        return None
    import pyseccomp

    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    for name in REFUSED:
        try:
            rules.add_rule(pyseccomp.ERRNO(errno.EPERM), name)
        except (OSError, ValueError):
            continue  # unknown to this kernel or architecture
    for flag in NAMESPACES:
        rules.add_rule(pyseccomp.ERRNO(errno.EPERM), "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, flag, flag))
    # Its flags lie in memory, where a filter cannot look; libraries then use clone.
    rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "clone3")
    return rules


def compiled_filter() -> bytes | None:
    """The same filter as the program that bubblewrap loads."""
    rules = refused_calls()
    if rules is None:
        return None
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()
