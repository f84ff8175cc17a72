"""Submissions that want points without answers."""

from __future__ import annotations

import copy
from pathlib import Path

from tests.attacks.course import CHECKS, FIND, RIGHT, Book, case, code

WRONG_ANSWERS = {
    "energy": "def energy(values):\n    return 1.0",
    "windows": "def windows(size, kernel, stride):\n    return -1",
    "smooth": "def smooth(signal):\n    return signal * 0 + 7",
}


def wrong(book: Book, payload: str = "") -> Book:
    """Wrong answers everywhere, behind a payload."""
    book.answer(**WRONG_ANSWERS)
    return book.payload(payload) if payload else book


def always(book: Book, value: str, before: str = "") -> Book:
    """Every function answers the same expression."""
    heads = ("def energy(values):", "def windows(size, kernel, stride):", "def smooth(signal):")
    answers = dict(zip(RIGHT, (f"{head}\n    return {value}" for head in heads), strict=True))
    book.answer(**answers)
    return book.payload(before) if before else book


@case("cheat", "numpy test helpers replaced", 0, "8", shows="patched")
def a01_patch_assert_allclose(book: Book, folder: Path) -> None:
    wrong(
        book,
        code("""
        import numpy as np, numpy.testing, builtins
        for name in dir(np.testing):
            if name.startswith('assert'):
                setattr(np.testing, name, lambda *a, **k: None)
        builtins.abs = lambda x: 0
        print('patched')
    """),
    )


ALWAYS_EQUAL = """
import numpy as np
class Yes(np.ndarray):
    def __array_function__(self, *a, **k): return True
    def __array_ufunc__(self, *a, **k): return True
    def __eq__(self, other): return True
    __ne__ = lambda self, other: False
    __hash__ = None
class Same(int):
    def __eq__(self, other): return True
    __hash__ = int.__hash__
    __sub__ = __rsub__ = lambda self, other: 0
    __abs__ = lambda self: 0
    __lt__ = __gt__ = __le__ = __ge__ = lambda self, other: True
"""


@case("cheat", "__eq__ always True; ndarray subclass overriding __array_function__ and __array_ufunc__", 0, "2")
def a02_eq_always_true(book: Book, folder: Path) -> None:
    always(book, "Same(5)", ALWAYS_EQUAL)
    book.answer(smooth="def smooth(signal):\n    return np.zeros(2).view(Yes)")


@case("cheat", "ast_transformers strip asserts", 0, "10", shows="installed")
def a03_ast_strip_asserts(book: Book, folder: Path) -> None:
    wrong(
        book,
        code("""
        import ast
        class Strip(ast.NodeTransformer):
            def visit_Assert(self, node): return ast.Pass()
            def visit_Expr(self, node): return ast.Pass()
        get_ipython().ast_transformers.append(Strip())
        get_ipython().events.trigger('x') if 0 else print('installed')
    """),
    )


@case("cheat", "input transformer rewrites test cells", 0, "10", shows="installed")
def a04_input_transformer(book: Book, folder: Path) -> None:
    wrong(
        book,
        code("""
        def rewrite(lines):
            return [] if any('assert' in line for line in lines) else lines
        get_ipython().input_transformers_post.append(rewrite)
        get_ipython().input_transformers_cleanup.append(rewrite)
        print('installed')
    """),
    )


@case("cheat", "IPython run_code replaced", 0, "10", shows="installed")
def a05_patch_run_code(book: Book, folder: Path) -> None:
    wrong(
        book,
        code("""
        print('installed')
        async def run_code(code, result=None, *, async_=False):
            return False
        type(get_ipython()).run_code = lambda self, *a, **k: run_code(*a)
        get_ipython().run_code = run_code
    """),
    )


@case("cheat", "traceback output suppressed", 0, "0", shows="installed")
def a06_showtraceback_only(book: Book, folder: Path) -> None:
    wrong(
        book,
        code("""
        get_ipython().showtraceback = lambda *a, **k: None
        print('installed')
    """),
    )


@case("cheat", "kernel reply forged to ok", 0, "10")
def a07_do_execute(book: Book, folder: Path) -> None:
    wrong(
        book,
        code("""
        from ipykernel.ipkernel import IPythonKernel
        ok = {'status': 'ok', 'execution_count': 1, 'payload': [], 'user_expressions': {}}
        async def do_execute(self, *a, **k): return ok
        IPythonKernel.do_execute = do_execute
        try:
            get_ipython().kernel.do_execute = lambda *a, **k: ok
        except AttributeError:
            pass
    """),
    )


PEEK = """
import sys
def peek():
    frame = sys._getframe(2)
    while frame is not None:
        for names in (frame.f_locals, frame.f_globals):
            if 'want' in names:
                return names['want']
        frame = frame.f_back
    return 0
"""


@case("cheat", "solutions read the test's 'want' through the caller's frame", 0, "4")
def a08_frame_peek(book: Book, folder: Path) -> None:
    always(book, "peek()", PEEK)


@case("cheat", "sys.settrace and sys.setprofile harvest expected values", 0, "4")
def a09_settrace(book: Book, folder: Path) -> None:
    always(
        book,
        "found.get('want', 0)",
        code("""
        import sys, threading
        found = {}
        def trace(frame, event, arg):
            found.update(frame.f_locals)
            if 'want' in frame.f_globals: found['want'] = frame.f_globals['want']
            return trace
        threading.settrace_all_threads(trace) if hasattr(threading, 'settrace_all_threads') else None
        sys.settrace(trace)
        sys.setprofile(trace)
    """),
    )


@case(
    "cheat",
    "test source read from the kernel's input history and the process's memory, hidden test text leaked to a file",
    0,
    "5; hidden tests written to a file",
    shows="searched",
)
def a10_history_source(book: Book, folder: Path) -> None:
    word = "'thyla' + 'cine'"
    search = f"""
import gc
def search():
    word = {word}
    found = [text for text in get_ipython().user_ns.get('In', []) if word in text]
    for thing in gc.get_objects():
        if isinstance(thing, dict):
            found += [v for v in list(thing.values()) if isinstance(v, str) and word in v and len(v) > 20]
    return found
def harvest(*args):
    found = search()
    try:
        open('/tmp/escaped-a10', 'w').write(repr(found))
    except OSError:
        pass
    if found:
        raise RuntimeError(found[0])
    return 0
print('searched', len(search()))
"""
    always(book, "harvest()", search)


@case("cheat", "sys.modules and np replaced by an all-accepting fake", 0, "4")
def a11_sysmodules(book: Book, folder: Path) -> None:
    always(
        book,
        "Fake()",
        code("""
        import sys
        class Fake:
            def __getattr__(self, name): return Fake()
            def __call__(self, *a, **k): return Fake()
            def __eq__(self, other): return True
            def __iter__(self): return iter(())
            def __sub__(self, other): return 0
            __array_priority__ = 1e9
        np = Fake()
        for name in list(sys.modules):
            if name.startswith(('numpy', 'unittest', 'utils')): sys.modules[name] = np
    """),
    )


@case("cheat", "background thread patches after the cell ended", 0, "10")
def a12_thread_patches_later(book: Book, folder: Path) -> None:
    wrong(
        book,
        code("""
        import threading, time, builtins, sys
        def later():
            time.sleep(0.3)
            import numpy.testing as t
            t.assert_allclose = lambda *a, **k: None
            builtins.abs = lambda x: 0
            builtins.AssertionError = int
            for module in list(sys.modules.values()):
                if getattr(module, '__name__', '').startswith('autograder'):
                    for name in dir(module):
                        if 'Error' in name: setattr(module, name, ArithmeticError)
        threading.Thread(target=later, daemon=True).start()
        time.sleep(0.1)
    """),
    )


@case("cheat", "cell tag skip-execution on the test cells", 0, "10")
def a13_tag_skip_execution(book: Book, folder: Path) -> None:
    for check in wrong(book).checks():
        check["metadata"]["tags"] = ["skip-execution"]


@case("cheat", "tags raises-exception and remove-cell on the test cells", 0, "0")
def a14_tag_raises_exception(book: Book, folder: Path) -> None:
    for check in wrong(book).checks():
        check["metadata"]["tags"] = ["raises-exception", "remove-cell", "remove-output"]


@case("cheat", "test cells turned to markdown and raw", 0, "0")
def a15_testcells_not_code(book: Book, folder: Path) -> None:
    for number, check in enumerate(wrong(book).checks()):
        check["cell_type"] = ("markdown", "raw")[number % 2]


@case("cheat", "failing test cells deleted", 2, "2 (4 of 6 unset)", says="is missing; the released one was used")
def a16_delete_test_cells(book: Book, folder: Path) -> None:
    wrong(book).solve("energy")
    for check in book.checks("windows", "smooth"):
        book.cells.remove(check)


@case("cheat", "copies of the test cells appended with 'pass'", 0, "RUN ABORTED, zoe ungraded", says="more than once")
def a17_duplicate_grade_ids(book: Book, folder: Path) -> None:
    for check in wrong(book).checks():
        book.cells.append({**copy.deepcopy(check), "source": "pass", "id": check["id"] + "-copy"})


@case("cheat", "points metadata raised", 2, "2")
def a18_points_100(book: Book, folder: Path) -> None:
    for name in CHECKS:
        book.info(name)["points"] = 100
    wrong(book).solve("energy")


@case("cheat", "grade flag cleared on failing test cells", 0, "0 (6 of 6 unset)")
def a19_grade_false(book: Book, folder: Path) -> None:
    for name in CHECKS:
        book.info(name)["grade"] = False
    wrong(book)


@case("cheat", "solution flag set on test cells (would become manually graded)", 2, "0 (6 of 6 unset)")
def a20_solution_true(book: Book, folder: Path) -> None:
    for name in CHECKS:
        book.info(name)["solution"] = True
    wrong(book).solve("energy")


@case("cheat", "grade_id renamed", 2, "0 (6 of 6 unset)")
def a21_rename_grade_id(book: Book, folder: Path) -> None:
    wrong(book).solve("energy")
    for name in [name for name in CHECKS if not name.startswith("energy")]:
        book.info(name)["grade_id"] = f"{name}-mine"


@case("cheat", "test source replaced by pass", 0, "0", says="was changed; the released one was used")
def a22_edit_test_source(book: Book, folder: Path) -> None:
    for check in wrong(book).checks():
        check["source"] = "pass"


@case("cheat", "emits an execute_result before the assertion fails: read as partial credit", 0, "8", shows="Out")
def a23_fake_partial_credit(book: Book, folder: Path) -> None:
    always(
        book,
        "publish() or -1",
        code("""
        from IPython.display import publish_display_data
        def publish():
            publish_display_data({'text/plain': '3'})
            get_ipython().displayhook(3.0)
            get_ipython().display_pub.publish(data={'text/plain': '3'}, metadata={})
        print('Out[1]: 3')
    """),
    )


@case("cheat", "the same with the public sys.displayhook(1.0)", 0, "8")
def a23b_displayhook_partial(book: Book, folder: Path) -> None:
    always(book, "sys.displayhook(3.0) or -1", "import sys")


def raising(book: Book, *errors: str) -> None:
    heads = ("def energy(values):", "def windows(size, kernel, stride):", "def smooth(signal):")
    imports = "import asyncio, bdb, sys\n"
    answers = (f"{imports}{head}\n    raise {error}" for head, error in zip(heads, errors, strict=True))
    book.answer(**dict(zip(RIGHT, answers, strict=True)))


@case("cheat", "SystemExit and BdbQuit out of the graded function", 0, "0")
def a24_systemexit_in_solution(book: Book, folder: Path) -> None:
    raising(book, "SystemExit(0)", "bdb.BdbQuit", "SystemExit")


@case("cheat", "CancelledError, KeyboardInterrupt, GeneratorExit out of the graded function", 0, "0")
def a24b_odd_baseexceptions(book: Book, folder: Path) -> None:
    raising(book, "asyncio.CancelledError", "KeyboardInterrupt", "GeneratorExit")


@case("break", "exit() inside a graded function: the other questions must still count", 8, "0 (6 of 6 unset)")
def a24c_exit_call(book: Book, folder: Path) -> None:
    book.solve().answer(energy="def energy(values):\n    exit()")


@case("cheat", "writes manual_score for itself and 0 for alice in gradebook.db", 0, "40; alice 10 -> 0", shows="tried")
def a39_write_gradebook(book: Book, folder: Path) -> None:
    wrong(
        book,
        FIND
        + code("""
        import sqlite3
        for path in ['COURSE_ROOT/gradebook.db', '../../../gradebook.db', *find('gradebook.db')]:
            try:
                with sqlite3.connect(path) as db:
                    db.execute('update grade set manual_score = 40, needs_manual_grade = 0')
                print('changed', path)
            except Exception as error:
                print('tried', path, error)
    """),
    )


@case("cheat", "drops an IPython startup file: later students' kernels load it", 0, "0; later student zoe 5 -> 7")
def a42_ipython_startup(book: Book, folder: Path) -> None:
    wrong(
        book,
        code("""
        import os
        text = 'import numpy.testing as t\\nt.assert_allclose = lambda *a, **k: None'
        for home in ('HOME_FOLDER', os.path.expanduser('~'), '/root', '/tmp/home', '/tmp'):
          for place in ('.ipython/profile_default/startup', 'ipython/profile_default/startup'):
            try:
                os.makedirs(f'{home}/{place}', exist_ok=True)
                open(f'{home}/{place}/00-escaped-a42.py', 'w').write(text)
            except OSError:
                pass
    """),
    )


@case("cheat", "double-forked daemon outlives the kernel and rewrites auto_score later", 0, "10; daemon survived")
def a43_daemon_rewrites_grade(book: Book, folder: Path) -> None:
    wrong(
        book,
        code("""
        import os, sqlite3, time
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                while True:
                    time.sleep(0.2)
                    try:
                        with sqlite3.connect('COURSE_ROOT/gradebook.db') as db:
                            db.execute('update grade set auto_score = 9')
                    except Exception:
                        pass
            os._exit(0)
    """),
    )


@case("cheat", "numpy.py in the submission folder shadows numpy in the test kernel", 0, "10")
def a46_local_numpy_py(book: Book, folder: Path) -> None:
    wrong(book)
    text = (
        code("""
        class testing:
            @staticmethod
            def assert_allclose(*a, **k): pass
        array = list
    """)
        + "\n"
    )
    for name in ("numpy", "json", "math", "IPython", "sitecustomize", "usercustomize", "utils", "autograder", "struct"):
        (folder / f"{name}.py").write_text(text)
    (folder / "numpy").mkdir()
    (folder / "numpy" / "__init__.py").write_text(text)


@case("cheat", "compile() forced to optimize=2, so asserts vanish; __code__ of assert_allclose swapped", 0, "10")
def a47_compile_optimize(book: Book, folder: Path) -> None:
    wrong(
        book,
        code("""
        import builtins, functools, numpy as np
        real = builtins.compile
        def compile_without(*a, **k):
            k['optimize'] = 2
            return real(*a, **k)
        builtins.compile = compile_without
        get_ipython().compile.compiler = compile_without
        def nothing(*args, **kwargs): pass
        np.testing.assert_allclose.__wrapped__.__code__ = nothing.__code__
    """),
    )


@case("cheat", "whole execute_request handler replaced: protocol answers forged", 0, "10", shows="handlers replaced")
def a53_shell_handler(book: Book, folder: Path) -> None:
    forge = """
import gc
print('handlers replaced')
for thing in gc.get_objects():
    operations = getattr(thing, 'operations', None) if type(thing).__name__ == 'StudentProcess' else None
    if operations:
        ok = lambda message, decoder: {'value': None, 'score': 10, 'points': 10, 'status': 'ok', 'op': 'check'}
        for name in operations:
            operations[name] = ok
"""
    wrong(book, forge)


@case("cheat", "Output widget hook swallows the test cell's error output", 0, "0")
def a54_output_widget(book: Book, folder: Path) -> None:
    wrong(book, "import ipywidgets\nout = ipywidgets.Output()\nout.__enter__()")


@case("cheat", "clear_output after every cell", 0, "0")
def a55_clear_output(book: Book, folder: Path) -> None:
    wrong(
        book,
        code("""
        from IPython.display import clear_output
        get_ipython().events.register('post_run_cell', lambda *a: clear_output())
    """),
    )


@case("cheat", "events hook reads tests; run_code wrapper clears error_in_exec", 0, "10; hidden tests in a file")
def a56_events_hook(book: Book, folder: Path) -> None:
    wrong(
        book,
        code("""
        def note(info):
            open('/tmp/escaped-a56', 'a').write(str(info.raw_cell))
        get_ipython().events.register('pre_run_cell', note)
        real = get_ipython().run_code
        async def run_code(code, result=None, *, async_=False):
            outcome = await real(code, result, async_=async_)
            if result is not None: result.error_in_exec = None
            return False
        get_ipython().run_code = run_code
    """),
    )


@case("cheat", "writes ready-made reply frames into every inherited socket and pipe", 0, "0")
def s01_forged_replies(book: Book, folder: Path) -> None:
    wrong(
        book,
        code("""
        import json, os, stat, struct
        reply = {'op': 'check', 'n': 0, 'index': 4, 'score': 5, 'value': 14, 'message': '', 'stdout': '', 'seconds': 0}
        text = json.dumps(reply).encode()
        frame = struct.pack('!II', len(text), 0) + text
        for fd in range(3, 600):
            try:
                mode = os.fstat(fd).st_mode
                if stat.S_ISSOCK(mode) or stat.S_ISFIFO(mode): os.write(fd, frame * 8)
            except OSError:
                pass
    """),
    )
