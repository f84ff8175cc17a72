"""Submissions that want to stop the grader, fill the machine, or spoil the grading of others."""

from __future__ import annotations

from pathlib import Path

from tests.attacks.course import FIND, RIGHT, Book, case, code


def last(book: Book, code: str) -> Book:
    """Two right answers, and ``code`` instead of the third."""
    return book.solve("energy", "windows").answer(smooth=code)


def inside(book: Book, body: str, before: str = "") -> Book:
    """Two right answers, and a third function with this body."""
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    return last(book, f"{before}\ndef smooth(signal):\n{lines}")


STOPPED = "was stopped|is not defined|still to be|yours to write"


@case(
    "break", "overwrites zoe's submission and alice's graded notebook (own answers are right)", 10, "10; zoe ungraded"
)
def a41_tamper_other_students(book: Book, folder: Path) -> None:
    book.solve().payload(
        FIND
        + code("""
        import os
        paths = ['submitted/zoe/ps1/ps1.ipynb', 'autograded/alice/ps1/ps1.ipynb', '.autograder/ps1/alice.json']
        paths = [f'COURSE_ROOT/{path}' for path in paths]
        paths += ['../../zoe/ps1/ps1.ipynb', *find('ps1.ipynb')]
        for path in paths:
            try:
                os.makedirs(os.path.dirname(path), exist_ok=True)
                open(path, 'w').write('escaped')
            except OSError:
                pass
    """)
    )


@case("break", "os._exit(0) at the end of q3's solution cell", 5, "0 (6 of 6 unset)", says=STOPPED)
def b01_os_exit_end(book: Book, folder: Path) -> None:
    last(book, RIGHT["smooth"] + "\nimport os\nos._exit(0)")


@case("break", "os._exit inside the graded function", 5, "0 (6 of 6 unset)", says="process ended in the middle")
def b02_os_exit_in_function(book: Book, folder: Path) -> None:
    inside(book, "import os\nos._exit(0)")


@case("break", "sys.exit at the end of a cell", 5, "5")
def b03_sys_exit_end(book: Book, folder: Path) -> None:
    last(book, "import sys\nsys.exit(3)\n" + RIGHT["smooth"])


@case("break", "KeyboardInterrupt raised in a cell", 5, "5")
def b04_keyboardinterrupt(book: Book, folder: Path) -> None:
    last(book, "raise KeyboardInterrupt\n" + RIGHT["smooth"])


@case(
    "break",
    "kills its parent process (the grader) and everything it may signal",
    5,
    "0; RUN KILLED, zoe ungraded",
    alone=True,
)
def b05_kill_parent(book: Book, folder: Path) -> None:
    last(
        book,
        code("""
        import os, signal
        for pid in (GRADER_PID, os.getppid(), 1, *range(2, 300), 0, -1):
            for name in (signal.SIGTERM, signal.SIGKILL):
                try:
                    os.kill(pid, name)
                except OSError:
                    pass
    """),
    )


@case("break", "endless loop in the solution cell", 5, "5", says=STOPPED)
def b07_infinite_loop(book: Book, folder: Path) -> None:
    last(book, "while True:\n    pass")


@case("break", "endless loop in the graded function", 5, "5", says="no answer within")
def b08_loop_in_function(book: Book, folder: Path) -> None:
    inside(book, "while True:\n    pass")


@case("break", "endless loop that swallows KeyboardInterrupt", 5, "5", says="no answer within")
def b09_loop_swallow_interrupt(book: Book, folder: Path) -> None:
    inside(
        book,
        code("""
        while True:
            try:
                while True: pass
            except BaseException:
                pass
    """),
    )


@case("break", "all signals ignored, loop in C", 5, "0 (6 of 6 unset)", says="no answer within")
def b10_sigint_ignored_c_loop(book: Book, folder: Path) -> None:
    inside(
        book,
        code("""
        import signal
        for number in range(1, 65):
            try:
                signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError):
                pass
        sum(iter(int, 1))
    """),
    )


@case("break", "sleeps", 5, "5", says=STOPPED)
def b11_sleep_forever(book: Book, folder: Path) -> None:
    last(book, "import time\ntime.sleep(10**6)")


@case("break", "takes 2.4 GB (bounded stand-in for a memory bomb)", 5, "5; no memory limit", says=STOPPED, alone=True)
def b12_memory_bomb(book: Book, folder: Path) -> None:
    last(
        book,
        code("""
        import time
        held = []
        for _ in range(24):
            held.append(bytearray(b'x' * 10**8))
        time.sleep(3)
    """),
    )


@case("break", "forks 60 session-leading children that sleep", 5, "5; 60 processes survive", alone=True)
def b13_fork_bomb(book: Book, folder: Path) -> None:
    last(
        book,
        code("""
        import os, time
        for _ in range(60):
            try:
                if os.fork() == 0:
                    os.setsid()
                    time.sleep(10**6)
            except OSError:
                break
    """),
    )


@case("break", "300 threads", 5, "5", alone=True)
def b14_thread_bomb(book: Book, folder: Path) -> None:
    last(
        book,
        code("""
        import threading, time
        for _ in range(300):
            threading.Thread(target=time.sleep, args=(10**6,), daemon=True).start()
    """),
    )


@case("break", "writes 250 MB (bounded) into each place that it can write to", 5, "5; no disk limit")
def b15_disk_fill(book: Book, folder: Path) -> None:
    last(
        book,
        code("""
        for place in ('.', '/tmp', '/dev/shm', '/var/tmp', '/course'):
            for part in range(5):
                try:
                    with open(f'{place}/escaped-b15-{part}', 'wb') as file:
                        for _ in range(50): file.write(bytes(10**6))
                except OSError:
                    break
    """),
    )


@case("break", "400k lines of output", 5, "5", shows="line 0")
def b16_huge_stdout_lines(book: Book, folder: Path) -> None:
    last(book, "for number in range(400_000):\n    print('line', number)")


@case("break", "one 40 MB line", 5, "5; 40 MB notebook saved", shows="xxx")
def b17_huge_single_line(book: Book, folder: Path) -> None:
    last(book, "print('x' * 40_000_000)")


@case("break", "30 MB display_data", 5, "5; 30 MB notebook saved")
def b18_huge_display(book: Book, folder: Path) -> None:
    last(
        book,
        code("""
        from IPython.display import HTML, display
        display(HTML('x' * 30_000_000))
    """),
    )


@case("break", "20k separate display messages", 5, "5; cell timeout")
def b19_message_storm(book: Book, folder: Path) -> None:
    last(
        book,
        code("""
        from IPython.display import display
        for number in range(20_000):
            display({'text/plain': number})
    """),
    )


@case("break", "segfault inside the graded function", 5, "0 (6 of 6 unset)", says="process ended in the middle")
def b20_segfault(book: Book, folder: Path) -> None:
    inside(book, "import ctypes\nctypes.string_at(0)")


@case("break", "deletes its own working folder", 5, "5; no graded notebook")
def b21_rm_cwd(book: Book, folder: Path) -> None:
    last(
        book,
        code("""
        import shutil, os
        shutil.rmtree(os.getcwd(), ignore_errors=True)
        shutil.rmtree('/tmp', ignore_errors=True)
    """),
    )


@case("break", "deletes alice's graded folder and zoe's submission", 5, "5; both deleted")
def b22_rm_course(book: Book, folder: Path) -> None:
    last(
        book,
        code("""
        import shutil
        places = ['COURSE_ROOT/autograded/alice', 'COURSE_ROOT/submitted/zoe', 'COURSE_ROOT', 'HOME_FOLDER']
        for path in [*places, '../..', '/course', '/work']:
            shutil.rmtree(path, ignore_errors=True)
    """),
    )


@case("break", "closes every descriptor above 2", 5, "0 (6 of 6 unset)", says=STOPPED)
def b23_close_fds(book: Book, folder: Path) -> None:
    last(book, "import os\nos.closerange(3, 4096)")


@case("break", "asks for input", 5, "5")
def b25_input(book: Book, folder: Path) -> None:
    last(book, "import getpass\nname = input('Your name? ')")


@case("break", "C-stack recursion", 5, "0 (6 of 6 unset)")
def b26_recursion(book: Book, folder: Path) -> None:
    inside(
        book,
        code("""
        import sys, ctypes
        sys.setrecursionlimit(10**9)
        kind = ctypes.CFUNCTYPE(ctypes.c_int)
        @kind
        def deeper():
            return deeper()
        return deeper()
    """),
    )


@case("break", "leaves a background shell process", 5, "5; background process survives")
def b27_shell_persist(book: Book, folder: Path) -> None:
    last(
        book,
        code("""
        !(setsid nohup sleep 100000 >/dev/null 2>&1 &)
        import subprocess
        subprocess.Popen(['sleep', '100000'], start_new_session=True)
        get_ipython().system_raw('sleep 100000 &')
    """),
    )


@case("break", "atexit handler blocks the shutdown", 5, "5")
def b29_atexit(book: Book, folder: Path) -> None:
    last(
        book,
        code("""
        import atexit, signal, threading, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        atexit.register(time.sleep, 10**6)
        threading._register_atexit(time.sleep, 10**6)
        threading.Thread(target=time.sleep, args=(10**6,)).start()
    """),
    )


@case("break", "returns an object array whose pickle runs code in whoever loads it", 5, "5")
def b31_object_array_pickle(book: Book, folder: Path) -> None:
    inside(
        book,
        "return np.array([Bomb(), Bomb()], dtype=object)",
        code("""
        import numpy as np
        class Bomb:
            def __reduce__(self):
                return exec, ("open('/tmp/escaped-b31', 'w').write('x')",)
    """),
    )


@case("break", "__array__ blocks for ever", 5, "5")
def b32_slow_array_iface(book: Book, folder: Path) -> None:
    inside(
        book,
        "return Slow()",
        code("""
        import time
        class Slow:
            __array_priority__ = 10**6
            def __array__(self, *a, **k): time.sleep(10**6)
            def __len__(self): time.sleep(10**6)
            def __iter__(self): time.sleep(10**6)
            __repr__ = __str__ = __float__ = __len__
    """),
    )


@case("break", "%reset -f wipes the namespace; the first two questions are already graded", 5, "5")
def b34_reset_magic(book: Book, folder: Path) -> None:
    last(book, RIGHT["smooth"] + "\n%reset -f")


FIND_CHANNEL = """
import gc, os, socket, stat, struct, threading, json
def sockets():
    found = []
    for fd in range(3, 600):
        try:
            if stat.S_ISSOCK(os.fstat(fd).st_mode): found.append(fd)
        except OSError:
            pass
    return found
"""


@case("break", "a thread floods every inherited socket with junk", 5, "0; RUN HANGS, zoe ungraded", alone=True)
def s02_flood_socket(book: Book, folder: Path) -> None:
    last(
        book,
        FIND_CHANNEL
        + code("""
        def flood(fd):
            while True:
                try:
                    os.write(fd, b'\\0\\0\\0\\x02{}' + bytes(65536))
                except OSError:
                    return
        for fd in sockets():
            threading.Thread(target=flood, args=(fd,), daemon=True).start()
    """)
        + "\n"
        + RIGHT["smooth"],
    )


@case("break", "announces a 4 GB frame", 5, "0 (6 of 6 unset)", says="larger than allowed")
def s03_huge_header(book: Book, folder: Path) -> None:
    inside(
        book,
        code("""
        for fd in sockets():
            os.write(fd, struct.pack('!II', 2**32 - 1, 2**32 - 1))
    """),
        FIND_CHANNEL,
    )


@case("break", "returns an endless generator", 5, "5", says="generator")
def s05_infinite_generator(book: Book, folder: Path) -> None:
    inside(book, "while True:\n    yield 3.0")


@case("break", "returns a list that contains itself", 5, "5", says="contains itself")
def s06_self_containing(book: Book, folder: Path) -> None:
    inside(book, "answer = []\nanswer.append(answer)\nreturn answer")
