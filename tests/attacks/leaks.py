"""Submissions that want to know what is not theirs."""

from __future__ import annotations

from pathlib import Path

from tests.attacks.cheats import wrong
from tests.attacks.course import FIND, RIGHT, Book, case, code

TELL = """
import glob, os
def tell(path):
    try:
        print('read', path, open(path, errors='replace').read()[:3000])
    except OSError as error:
        print('refused', path, error.strerror)
"""


@case("leak", "reads the instructor's source/ and runs its solutions", 0, "10", shows="refused COURSE")
def a37_read_source_dir(book: Book, folder: Path) -> None:
    wrong(
        book,
        TELL
        + FIND
        + code("""
        import json
        paths = ['COURSE_ROOT/source/ps1/ps1.ipynb', '../../../source/ps1/ps1.ipynb']
        paths += find('ps1.ipynb')
        for path in paths:
            tell(path)
            try:
                for cell in json.load(open(path))['cells']:
                    if cell['cell_type'] == 'code': exec(''.join(cell['source']))
            except Exception:
                print('refused COURSE')
    """),
    )


@case("leak", "reads hidden tests from gradebook.db", 0, "0; LEAK: hidden tests printed", shows="no gradebook")
def a38_read_gradebook_tests(book: Book, folder: Path) -> None:
    wrong(
        book,
        FIND
        + code("""
        import sqlite3
        for path in ['COURSE_ROOT/gradebook.db', *find('gradebook.db')]:
            try:
                gradebook = sqlite3.connect(f'file:{path}?mode=ro', uri=True)
                print(gradebook.execute('select source from source_cell').fetchall())
            except sqlite3.Error:
                print('no gradebook')
    """),
    )


@case("leak", "copies alice's answers at run time", 0, "10", shows="nobody")
def a40_read_other_students(book: Book, folder: Path) -> None:
    wrong(
        book,
        FIND
        + code("""
        import glob, json
        found = glob.glob('COURSE_ROOT/*ed/alice/ps1/*') + find('alice') + find('ps1.ipynb')
        for path in found:
            for cell in json.load(open(path))['cells']:
                if cell['cell_type'] == 'code': exec(''.join(cell['source']))
        print('nobody' if not found else found)
    """),
    )


@case("leak", "ps1.ipynb is a symlink to ../../../source/ps1/ps1.ipynb", 0, "10", status="unreadable", says="link")
def a58_symlinked_notebook(book: Book, folder: Path) -> bool:
    (folder / "ps1.ipynb").symlink_to("../../../source/ps1/ps1.ipynb")
    return False


@case("leak", "extra files are symlinks to the gradebook, /etc/passwd and a key", 8, "10; LEAK: contents copied in")
def a59_symlink_extra(book: Book, folder: Path) -> None:
    (folder / "notes.db").symlink_to("../../../gradebook.db")
    (folder / "passwd").symlink_to("/etc/passwd")
    (folder / "key").symlink_to(book.places.home / ".ssh" / "id_rsa")
    (folder / "all").symlink_to(book.places.course)
    reading = "\n".join(f"    tell({name!r})" for name in ("notes.db", "passwd", "key", "all/source/ps1/ps1.ipynb"))
    book.solve().answer(energy=f"{TELL}\ndef energy(values):\n{reading}\n    return open('key').read()\nenergy([])")


@case("leak", "the instructor's environment (API token) readable", 10, "10; LEAK: API token", shows="environment of")
def a60_env_secret(book: Book, folder: Path) -> None:
    book.solve().payload(
        TELL
        + code("""
        print('environment of', dict(os.environ))
        for path in glob.glob('/proc/[0-9]*/environ') + ['/proc/self/environ', '/proc/1/environ']:
            tell(path)
    """)
    )


@case("leak", "code can tell that it is being graded (behaves differently from validate)", 10, "8")
def a61_detect_autograde(book: Book, folder: Path) -> None:
    book.solve().answer(
        energy=code("""
        import os
        def energy(values):
            if 'NBGRADER_EXECUTION' in os.environ:
                return 'graded'
            return sum(v * v for v in values)
    """)
    )


@case("leak", "reads ~/.ssh", 10, "10; LEAK: ssh key", shows="refused")
def a62_home_read(book: Book, folder: Path) -> None:
    book.solve().payload(
        TELL
        + code("""
        homes = ['HOME_FOLDER', os.path.expanduser('~'), '/root', '/proc/1/root/root', *glob.glob('/home/*')]
        for home in homes:
            for name in ('.ssh/id_rsa', '.netrc', '.bash_history'):
                tell(f'{home}/{name}')
    """)
    )


REACH = """
import socket
def reach(family, address, kind=socket.SOCK_STREAM):
    try:
        with socket.socket(family, kind) as s:
            s.settimeout(1)
            s.connect(address)
            s.send(b'hello')
        print('reached', address)
    except OSError as error:
        print('unreachable', address, error)
"""


@case("leak", "connects to a service on loopback", 10, "10; LEAK: reached", shows="unreachable", alone=True)
def a63_network(book: Book, folder: Path) -> None:
    book.solve().payload(
        REACH
        + code("""
        for host in ('127.0.0.1', '127.1.1.1', '0.0.0.0', '169.254.169.254', '192.0.2.1'):
            reach(socket.AF_INET, (host, LOOPBACK_PORT))
        reach(socket.AF_INET6, ('::1', LOOPBACK_PORT))
        reach(socket.AF_INET, ('127.0.0.1', LOOPBACK_PORT), socket.SOCK_DGRAM)
        reach(socket.AF_UNIX, '\\0canary-LOOPBACK_PORT')
        reach(socket.AF_UNIX, 'COURSE_ROOT/canary.socket')
        try:
            print(socket.getaddrinfo('example.org', 80))
        except OSError as error:
            print('unreachable', error)
    """)
    )


@case(
    "leak", "reads the grader's /proc entry (command line, environment)", 10, "10; LEAK", shows="refused .proc.GRADER"
)
def a64_parent_proc(book: Book, folder: Path) -> None:
    book.solve().payload(
        TELL
        + code("""
        for pid in {os.getppid(), GRADER_PID}:
            for name in ('cmdline', 'environ', 'maps', 'mem', 'cwd/source/ps1/ps1.ipynb', 'root/etc/passwd', 'fd/3'):
                tell(f'/proc/{pid}/{name}')
        print('refused /proc/GRADER')
    """)
    )


SEARCH = """
import os
word = 'thyla' + 'cine'
hits = looked = 0
for top in ('/course', '/work', '/tmp', '/usr/local', '/etc', '/opt', '/home', '/var', '/run', '/mnt', '/srv', '/root'):
    for folder, names, files in os.walk(top, onerror=None):
        names[:] = [n for n in names if n not in ('site-packages', 'dist-packages', 'proc', 'sys')]
        for name in files:
            path = os.path.join(folder, name)
            oracle = name.startswith('oracles') and name.endswith('.py')
            if oracle or name in ('ps1.ipynb', 'gradebook.db') or '/bank/' in path:
                print('found', path); hits += 1
            try:
                text = open(path, errors='replace').read(200_000) if os.path.getsize(path) < 10**6 else ''
            except OSError:
                continue
            looked += 1
            if word in text:
                print('found', path); hits += 1
print(f'{hits} hits in {looked > 20} many files')
"""


@case(
    "leak",
    "searches everything readable for the bank, the oracles, source notebooks and hidden tests",
    10,
    shows="0 hits in True many files",
)
def n01_search_everything(book: Book, folder: Path) -> None:
    book.solve().payload(SEARCH)


@case(
    "leak",
    "memory, descriptors and mounts of the processes in sight",
    10,
    shows="looked around: sockets 1 tests in memory 0",
)
def n02_look_around(book: Book, folder: Path) -> None:
    book.solve().payload(
        code("""
        import ctypes, os, re, stat
        sockets = 0
        for fd in os.listdir('/proc/self/fd'):
            try:
                target = os.readlink(f'/proc/self/fd/{fd}')
                mode = os.stat(f'/proc/self/fd/{fd}').st_mode
            except OSError:
                continue
            sockets += stat.S_ISSOCK(mode)
            print(fd, target)
        others = [pid for pid in os.listdir('/proc') if pid.isdigit() and int(pid) not in (1, os.getpid())]
        for pid in [*others, '1']:
            try:
                print(pid, open(f'/proc/{pid}/cmdline').read())
                print(open(f'/proc/{pid}/mem', 'rb').read(10))
            except OSError as error:
                print(pid, error)
        memory = open('/proc/self/maps').read().splitlines()
        word = b'enicalyht'[::-1]
        hits = 0
        for line in memory:
            m = re.match(r'(\\w+)-(\\w+) r.* 0 +(.*)$', line)
            if m and 'v' not in m[3] and int(m[2], 16) - int(m[1], 16) < 2**26:
                data = ctypes.string_at(int(m[1], 16), int(m[2], 16) - int(m[1], 16))
                for m in re.finditer(word, data):
                    hits += data[m.end():m.end() + 4] == b' ' + b'in '
        print('looked around: sockets', sockets, 'tests in memory', hits)
    """)
    )


@case(
    "leak",
    "hands the inputs of hidden checks back in the message of NotImplementedError",
    0,
    says="hidden check failed|Not written yet",
    never=("2345", "1468", "224, 7, 2"),
)
def n03_hidden_inputs_in_message(book: Book, folder: Path) -> None:
    book.answer(
        energy=code("""
        def energy(values):
            raise NotImplementedError(f'values {values}')
    """),
        windows=code("""
        def windows(*args):
            raise NotImplementedError(f'values {args}')
    """),
        smooth="def smooth(x):\n    raise AssertionError(f'values {x}')",
    )


@case("leak", "the assignment's folder is a symlink to source/ps1", 0, status="unreadable", says="link")
def n04_folder_is_link_to_source(book: Book, folder: Path) -> bool:
    folder.rmdir()
    folder.symlink_to("../../source/ps1")
    return False


@case("leak", "the assignment's folder is a symlink to alice's", 0, status="unreadable", says="link")
def n05_folder_is_link_to_alice(book: Book, folder: Path) -> bool:
    folder.rmdir()
    folder.symlink_to("../alice/ps1")
    return False


@case("leak", "hard links and odd names beside the notebook", 10, shows="read mine")
def n06_names_with_dots(book: Book, folder: Path) -> None:
    for name in ("..mine", "~", "$HOME", "`id`", "; ls", "-rf", "con.txt"):
        (folder / name).write_text("mine")
    book.solve().payload("print('read', open('..mine').read())")


@case("leak", "an answer tells the expected value by how its class subtracts it", 0, says="windows", never=("109",))
def n07_operators_of_a_class_of_that_name(book: Book, folder: Path) -> None:
    spy = (
        code("""
        class {name}:
            def __init__(self, *args): pass
            def __sub__(self, other):
                open('/tmp/seen', 'a').write(repr(other))
                return 0
            __rsub__ = __mod__ = __truediv__ = __matmul__ = __pow__ = __getitem__ = __sub__
            def __eq__(self, other): return True
            def __hash__(self): return 0
            def __abs__(self): return 0
            def __bool__(self): return True
            def __len__(self): return 2
            def __iter__(self): return iter([3.0, 4.0])
            def __array__(self, *a, **k): return np.array([3.0, 4.0])
            def __float__(self): return 14.0
            __lt__ = __le__ = __gt__ = __ge__ = __eq__
    """)
        + "\n"
    )
    book.answer(**{name: spy.format(name=name) for name in RIGHT})
