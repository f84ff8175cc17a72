"""Attacks on this grader's own parts: the wire, the proxies, the sandbox, the limits."""

from __future__ import annotations

from pathlib import Path

from tests.attacks.breaks import FIND_CHANNEL, STOPPED, inside, last
from tests.attacks.cheats import always, wrong
from tests.attacks.course import RIGHT, Book, case, code

FIND_SERVER = """
import gc
server = next(t for t in gc.get_objects() if type(t).__name__ == 'StudentProcess')
"""


@case("cheat", "masked arrays: np.testing treats what is masked as equal", 0)
def n20_all_masked(book: Book, folder: Path) -> None:
    always(book, "np.ma.masked_all(2)", "import numpy as np")
    book.answer(
        energy="def energy(values):\n    return np.ma.masked",
        smooth="def smooth(x):\n    return np.ma.masked_all(x.size - 2)",
    )


@case("cheat", "numbers and text that compare equal to everything", 0)
def n21_subclasses_of_plain_types(book: Book, folder: Path) -> None:
    before = """
import numpy as np
equal = dict(__eq__=lambda self, other: True, __ne__=lambda self, other: False, __hash__=lambda self: 0,
    __sub__=lambda self, other: 0.0, __rsub__=lambda self, other: 0.0, __abs__=lambda self: 0.0,
    __lt__=lambda self, other: True, __array__=lambda self, *a, **k: np.array([3.0, 4.0]))
Number, Text, Items, Pairs, Real = (type(b.__name__, (b,), equal) for b in (int, str, list, tuple, float))
class Kind(type):
    __eq__ = __instancecheck__ = __subclasscheck__ = lambda self, other: True
    __hash__ = type.__hash__
class Spoof(metaclass=Kind):
    __class__ = float
    __eq__ = lambda self, other: True
    __index__ = lambda self: 14
    __float__ = lambda self: 14.0
"""
    book.payload(before).answer(
        energy="def energy(values):\n    return Number(3)",
        windows=code("""
        def windows(*a):
            return Spoof() if a[0] == 7 else Text('5')
    """),
        smooth=code("""
        def smooth(x):
            return Items([Real(3), Spoof()]) if len(x) == 4 else Pairs()
    """),
    )


@case("cheat", "NaN, infinities, booleans, complex and empty answers", 0)
def n22_odd_numbers(book: Book, folder: Path) -> None:
    book.answer(
        energy="def energy(values):\n    return float('nan')",
        windows="def windows(*a):\n    return complex('nan')",
        smooth=code("""
        import numpy as np
        def smooth(x):
            return np.full(len(x) - 2, np.nan)
    """),
    )


@case(
    "cheat", "replies forged from inside, with the right number and every field a report may have", 0, shows="protocol"
)
def n23_forged_from_inside(book: Book, folder: Path) -> None:
    forge = """
print('forging')
real = server.channel.send
def send(message, block=b'', timeout=None):
    message |= {'op': 'check', 'score': 10, 'points': 10, 'index': 5, 'message': '', 'stdout': '', 'seconds': 0}
    real(message, block, timeout)
    for op in ('check', 'cell', 'done', 'student'):
        real({**message, 'op': op, 'score': 10.0}, b'')
server.channel.send = send
"""
    wrong(book, FIND_SERVER + forge)


@case("cheat", "json, numpy, struct and the wire's own code replaced in the student's process", 0, shows="protocol")
def n24_patched_wire(book: Book, folder: Path) -> None:
    patch = """
import json, sys, numpy as np, builtins
from autograder import wire
wire.Encoder.encode = lambda self, value, depth=0: {'t': 'scalar', 'd': '<f8', 's': [], 'o': 0, 'n': 0}
wire.Decoder.decode = lambda self, value, depth=0: []
json.loads = lambda text: {'op': 'ping', 'n': 1}
np.asarray = np.array = lambda *a, **k: 14
builtins.abs = builtins.len = lambda x: 0
print('replaced')
"""
    wrong(book, patch)


@case("cheat", "opaque objects where plain data is expected: modules, classes, functions, the test helper itself", 0)
def n25_handles_as_answers(book: Book, folder: Path) -> None:
    book.payload("import numpy as np, unittest.mock")
    book.answer(
        energy="def energy(values):\n    return unittest.mock.ANY",
        windows="def windows(*a):\n    return unittest.mock.MagicMock()",
        smooth=code("""
        def smooth(x):
            return np.array([unittest.mock.ANY] * (len(x) - 2), dtype=object)
    """),
    )


@case("cheat", "the function changes the arguments that the test compares with", 0)
def n26_changes_arguments(book: Book, folder: Path) -> None:
    book.answer(
        energy="def energy(values):\n    values[:] = []\n    return values",
        windows="def windows(*a):\n    return a",
        smooth=code("""
        def smooth(x):
            x[:] = 0
            x.resize(len(x) - 2, refcheck=False)
            return x
    """),
    )


def frames(book: Book, *records: str, block: str = "b''") -> None:
    """Two right answers; the third sends hand-made wire records, the next at each start."""
    inside(
        book,
        "message = None\n"
        "for frame in __import__('inspect').stack():\n"
        "    message = frame.frame.f_locals.get('message') if frame.function == 'call' else message\n"
        f"records = [{', '.join(records)}]\n"
        "for record in records[:1]:\n"
        f"    server.channel.send({{'n': message['n'], 'value': record}}, {block})\n"
        "import time\ntime.sleep(0.2)\nreturn 0",
        FIND_SERVER,
    )


@case("break", "an array of 2**40 texts of length zero", 5, says="protocol|hidden")
def n30_zero_width_text(book: Book, folder: Path) -> None:
    frames(book, "{'t': 'array', 'd': '<U0', 's': [2**39, 2], 'o': 0, 'n': 0}")


@case("break", "a range of two thousand million numbers", 5)
def n31_huge_range(book: Book, folder: Path) -> None:
    inside(book, "return range(2 * 10**9)")


@case("break", "a forged range of 2**60 numbers", 5)
def n32_forged_range(book: Book, folder: Path) -> None:
    frames(book, "{'t': 'range', 'v': [0, 2**60, 1]}")


@case("break", "millions of empty lists in one frame", 5)
def n33_many_nodes(book: Book, folder: Path) -> None:
    inside(
        book,
        code("""
        text = b'{"n": 1, "value": [' + b'[],' * 11_000_000 + b'[]]}'
        for fd in sockets():
            os.set_blocking(fd, True)
            data = struct.pack('!II', len(text), 0) + text
            while data:
                data = data[os.write(fd, data):]
        return 0
    """),
        FIND_CHANNEL,
    )


@case("break", "dictionary keys that all collide", 5)
def n34_colliding_keys(book: Book, folder: Path) -> None:
    inside(
        book,
        code("""
        prime = 2**61 - 1
        return {number * prime: 0 for number in range(20_000)}
    """),
    )


@case("break", "shapes, offsets and types that do not fit", 5, says="protocol")
def n35_malformed_array(book: Book, folder: Path) -> None:
    frames(book, "{'t': 'array', 'd': '|O', 's': [1], 'o': 0, 'n': 8}", block="bytes(8)")


@case(
    "break", "an array that is broadcast to a trillion numbers, and one with negative strides", 5, says="Memory|large"
)
def n36_broadcast(book: Book, folder: Path) -> None:
    inside(
        book,
        code("""
        import numpy as np
        return np.broadcast_to(signal[::-1], (10**6, 10**6, len(signal)))
    """),
    )


@case("break", "a numeric array of 400 MB", 5)
def n37_large_answer(book: Book, folder: Path) -> None:
    inside(book, "import numpy as np\nreturn np.ones(50_000_000)")


@case("break", "text of 30 MB as answer and as the message of an error", 5)
def n38_large_text(book: Book, folder: Path) -> None:
    inside(
        book,
        code("""
        if len(signal) == 4:
            raise ValueError('x' * 30_000_000)
        return 'x' * 30_000_000
    """),
    )


@case("break", "an error whose text, cause and notes have no end", 5)
def n39_endless_error(book: Book, folder: Path) -> None:
    inside(
        book,
        code("""
        error = Odd()
        error.__cause__ = Odd()
        error.__cause__.__cause__ = error
        for number in range(20_000): error.add_note('note' * 50)
        raise error
    """),
        code("""
        class Odd(Exception):
            def __str__(self): return str(Odd())
            __repr__ = __str__
    """),
    )


@case("break", "calls back what was never lent: wrong numbers, wrong arguments, many times", 5, says="callback")
def n40_callbacks(book: Book, folder: Path) -> None:
    inside(
        book,
        code("""
        for index in (0, -1, True, 2**70, 'x', None):
            server.channel.send({'op': 'callback', 'id': index, 'args': [], 'kwargs': {'t': 'dict', 'v': []}}, b'')
        return 0
    """),
        FIND_SERVER,
    )


@case("break", "a frame that arrives one byte at a time", 5, says="no answer within")
def n41_slow_drip(book: Book, folder: Path) -> None:
    inside(
        book,
        code("""
        import time
        fd = sockets()[0]
        os.write(fd, struct.pack('!II', 1000, 0))
        for _ in range(1000):
            os.write(fd, b' ')
            time.sleep(0.1)
    """),
        FIND_CHANNEL,
    )


@case("break", "open files sent along with the answer", 5)
def n42_descriptors_in_answer(book: Book, folder: Path) -> None:
    inside(
        book,
        code("""
        s = socket.socket(fileno=os.dup(sockets()[0]))
        for _ in range(50):
            socket.send_fds(s, [b'\\0\\0\\0\\x02\\0\\0\\0\\0{}'], [0, 1, 2] * 80)
        return 0
    """),
        FIND_CHANNEL,
    )


@case("break", "stops itself with SIGSTOP", 5)
def n43_sigstop(book: Book, folder: Path) -> None:
    inside(book, "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)")


@case("break", "replaces its own process by another program", 5, says="process ended in the middle")
def n44_exec(book: Book, folder: Path) -> None:
    inside(book, "import os\nos.execv('/bin/sleep', ['sleep', '100000'])")


@case("break", "forks inside the hooks that copying, pickling and printing call", 5)
def n45_fork_in_hooks(book: Book, folder: Path) -> None:
    before = """
import os, time
class Forks:
    def go(self, *a, **k):
        if os.fork() == 0:
            time.sleep(10**6)
        return self
    __reduce__ = __reduce_ex__ = __copy__ = __deepcopy__ = __array__ = __getstate__ = __repr__ = __str__ = go
    __array_interface__ = property(go)
    __name__ = property(go)
    def __getattr__(self, name): return self.go()
"""
    inside(book, "return [Forks(), {'a': Forks()}]", before)


@case("break", "crashes with core dumps asked for, in children as well", 5, says="process ended in the middle")
def n46_core_dump(book: Book, folder: Path) -> None:
    inside(
        book,
        code("""
        import os, resource, subprocess
        try:
            resource.setrlimit(resource.RLIMIT_CORE, (10**9, 10**9))
        except (ValueError, OSError):
            pass
        subprocess.run('ulimit -c unlimited; kill -ABRT $$', shell=True)
        os.abort()
    """),
    )


@case(
    "break",
    "memory outside of the processes: memfd, System V segments, pipes, /dev/shm",
    5,
    shows="at most",
    alone=True,
)
def n47_hidden_memory(book: Book, folder: Path) -> None:
    last(
        book,
        """
import ctypes, mmap, os
taken = 0
keep = []
chunk = bytes(10**6)
for number in range(60):
    try:
        fd = os.memfd_create(f'm{number}')
        keep.append(fd)
        for _ in range(50): taken += os.write(fd, chunk)
    except OSError:
        break
libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
for number in range(30):
    segment = libc.shmget(0, 10**8, 0o1600)
    if segment < 0: break
    place = libc.shmat(segment, None, 0)
    if place in (None, 2**64 - 1): break
    ctypes.memset(place, 1, 10**8)
    libc.shmdt(ctypes.c_void_p(place))
    taken += 10**8
for place in ('/dev/shm', '/tmp', '.'):
    for number in range(30):
        try:
            with open(f'{place}/escaped-n47-{number}', 'wb') as file:
                for _ in range(50): taken += file.write(chunk)
        except OSError:
            break
print('at most' if taken < 10**9 else 'took', taken)
""",
    )


@case("break", "a hundred thousand empty files", 5)
def n48_inodes(book: Book, folder: Path) -> None:
    last(
        book,
        code("""
        import os
        for place in ('.', '/tmp', '/dev/shm'):
            for number in range(100_000):
                try:
                    os.close(os.open(f'{place}/f{number}', os.O_CREAT | os.O_WRONLY))
                except OSError:
                    break
    """),
    )


@case("break", "a hundred processes that compute while others are graded", 5, alone=True)
def n49_busy_processes(book: Book, folder: Path) -> None:
    last(
        book,
        code("""
        import os, time
        for _ in range(100):
            try:
                if os.fork() == 0:
                    while True: pass
            except OSError:
                break
        time.sleep(100)
    """),
    )


@case("break", "a crash in the first question, with a cell that fails and a helper in front of it", 8)
def n50_crash_after_failed_cell(book: Book, folder: Path) -> None:
    book.solve().insert("setup", "def floor_division(a, b):\n    return a // b").insert("setup", "1 / 0")
    book.answer(
        energy="def energy(values):\n    import os\n    os._exit(3)",
        windows=code("""
        def windows(size, kernel, stride):
            return floor_division(size - kernel, stride) + 1
    """),
    )


@case("break", "every call ends the process, in every question", 0, says="process ended in the middle")
def n51_every_call_crashes(book: Book, folder: Path) -> None:
    always(book, "__import__('os')._exit(1)")


@case("break", "children take memory while short cells are reported", 5, shows="was stopped|ended in", alone=True)
def n53_memory_between_cells(book: Book, folder: Path) -> None:
    book.solve("energy", "windows")
    for _ in range(80):
        book.insert("windows-hidden", "time.sleep(0.05)")
    take = code("""
        held = bytearray(b'x' * 700_000_000)
                time.sleep(10**6)
    """)
    book.insert("windows-hidden", f"import os, time\nfor _ in range(3):\n    if os.fork() == 0:\n        {take}")


@case(
    "break",
    "many slow cells: the time for the whole notebook is over before the last question",
    5,
    says="the notebook took longer than 12 s in all",
    alone=True,
    total_seconds=12,
)
def n52_total_time(book: Book, folder: Path) -> None:
    book.solve()
    for _ in range(20):
        book.insert("windows-hidden", "import time\ntime.sleep(2)")


@case(
    "break", "writes wherever the Python environment, the system and the course are kept", 10, shows="0 of .* written"
)
def n60_write_system(book: Book, folder: Path) -> None:
    book.solve().payload(
        code("""
        import os, site, sys, numpy, utils, autograder
        system = ['/', '/usr/bin', '/usr/lib', '/etc', '/course', '/var', '/proc/sys/kernel', '/dev']
        places = [*sys.path, *system, *site.getsitepackages(), sys.prefix, sys.base_prefix]
        places += [*numpy.__path__, os.path.dirname(sys.executable), *utils.__path__, *autograder.__path__]
        written = 0
        places = {p for p in places if p and not p.startswith('/work')}
        for place in places:
            for name in ('escaped-n60.pth', 'sitecustomize.py', 'core_pattern'):
                try:
                    with open(os.path.join(place, name), 'w') as file: file.write('import escaped')
                    written += 1
                    print(place, name)
                except OSError:
                    pass
        print(written, 'of', len(places), 'written')
    """)
    )


@case("break", "system calls that have no business here", 10, shows="0 allowed: \\[\\]")
def n61_system_calls(book: Book, folder: Path) -> None:
    book.solve().payload(
        """
import ctypes, fcntl, os, socket, termios
libc = ctypes.CDLL(None, use_errno=True)
NEWNS, NEWUSER, NEWNET, NEWPID = 0x20000, 0x10000000, 0x40000000, 0x20000000
calls = dict(
    unshare_user=lambda: libc.unshare(NEWUSER),
    unshare_mount=lambda: libc.unshare(NEWNS),
    unshare_net=lambda: libc.unshare(NEWNET),
    mount=lambda: libc.mount(b'proc', b'/tmp', b'proc', 0, None),
    bind=lambda: libc.mount(b'/tmp', b'/course', None, 4096, None),
    umount=lambda: libc.umount2(b'/course', 2),
    pivot=lambda: libc.syscall(155, b'/tmp', b'/tmp'),
    chroot=lambda: libc.chroot(b'/tmp'),
    setns=lambda: libc.setns(os.open('/proc/1/ns/net', os.O_RDONLY), 0),
    ptrace=lambda: libc.ptrace(16, 1, 0, 0),
    reading_memory=lambda: libc.process_vm_readv(1, 0, 0, 0, 0, 0),
    setuid=lambda: libc.setuid(0),
    setgid=lambda: libc.setgid(0),
    mknod=lambda: libc.mknod(b'/tmp/disk', 0o60666, os.makedev(8, 0)),
    reboot=lambda: libc.reboot(0x1234567),
    keyring=lambda: libc.syscall(248, b'user', b'name', b'x', 1, -2),
    bpf=lambda: libc.syscall(321, 0, 0, 0),
    io_uring=lambda: libc.syscall(425, 1, 0),
    userfaultfd=lambda: libc.syscall(323, 0),
    perf=lambda: libc.syscall(298, 0, 0, -1, -1, 0),
    hostname=lambda: libc.sethostname(b'mine', 4),
    clock=lambda: libc.settimeofday(0, 0) if False else libc.clock_settime(0, (ctypes.c_long * 2)(1, 1)),
    priority=lambda: libc.nice(-5),
    clone_user=lambda: clone(NEWUSER),
    clone_net=lambda: clone(NEWNET),
)
def clone(flags):
    pid = libc.syscall(56, flags | 17, 0, 0, 0, 0)
    if pid == 0:
        os._exit(0)
    return pid
def raw():
    socket.socket(socket.AF_INET, socket.SOCK_RAW, 1); return 0
def packet():
    socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0); return 0
def terminal():
    fcntl.ioctl(os.open('/dev/tty', os.O_RDWR), termios.TIOCSTI, b'x'); return 0
def device():
    os.open('/dev/mem', os.O_RDONLY); return 0
calls |= dict(raw=raw, packet=packet, terminal=terminal, device=device)
allowed = []
for name, call in calls.items():
    try:
        if call() != -1: allowed.append(name)
    except OSError:
        pass
print(len(allowed), 'allowed:', allowed)
"""
    )


@case(
    "leak",
    "sockets of every other kind: abstract names, netlink, vsock, bluetooth, UDP broadcast",
    10,
    shows="reached 0",
)
def n62_other_sockets(book: Book, folder: Path) -> None:
    book.solve().payload(
        code("""
        import socket
        reached = 0
        names = set()
        try:
            names = {line.split()[-1] for line in open('/proc/net/unix')}
        except OSError:
            pass
        for name in names:
            if name.startswith(('@', '/')):
                s = socket.socket(socket.AF_UNIX)
                s.settimeout(1)
                try:
                    s.connect(name.replace('@', '\\0', 1))
                    reached += 1
                    print(name)
                except OSError:
                    pass
        for family in (40, 31, 17):
            try:
                socket.socket(family, socket.SOCK_STREAM).connect((2, 22))
                reached += 1
            except (OSError, TypeError):
                pass
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        s.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        for host in ('255.255.255.255', '8.8.8.8'):
            try:
                s.sendto(b'x', (host, 53))
                reached += 1
            except OSError:
                pass
        print('reached', reached)
    """)
    )


@case("cheat", "a thread of one question answers for the next one", 5)
def n63_thread_between_questions(book: Book, folder: Path) -> None:
    meddle = """
import threading, time
def meddle():
    while True:
        try:
            server.handles.clear()
            server.handle_of.clear()
            server.shell.user_ns['smooth'] = lambda x: 0
        except Exception:
            pass
        time.sleep(0.001)
threading.Thread(target=meddle, daemon=True).start()
"""
    last(book, FIND_SERVER + meddle)


@case(
    "break", "replaces signal handlers, limits, working folder and finalizers, then leaves garbage that never ends", 10
)
def n64_process_state(book: Book, folder: Path) -> None:
    book.solve().insert(
        "smooth",
        code("""
        import gc, os, resource, signal, sys, threading
        os.chdir('/')
        os.umask(0o777)
        gc.disable()
        class Endless:
            def __del__(self): Endless()
        Endless()
        resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
        os.environ.clear()
        sys.path.clear()
        sys.argv.clear()
        sys.excepthook = sys.unraisablehook = sys.displayhook = None
        sys.stdout = sys.stderr = None
        signal.signal(signal.SIGALRM, lambda *a: None)
        os.register_at_fork(before=os._exit)
    """),
    )


@case("cheat", "the answer cell is turned into markdown, its text is right", 10)
def n65_answer_as_markdown(book: Book, folder: Path) -> None:
    for name in RIGHT:
        book.solve().cell(name)["cell_type"] = "markdown"


@case("cheat", "a copied check cell is handed in as the answer", 0, says=STOPPED)
def n66_check_as_answer(book: Book, folder: Path) -> None:
    for name in RIGHT:
        book.cell(name)["source"] = book.cell(f"{name}-visible")["source"]
