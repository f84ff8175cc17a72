"""Honest submissions with the oddities that honest people produce."""

from __future__ import annotations

import textwrap
from pathlib import Path

from tests.attacks.course import RIGHT, Book, case, code


@case("honest", "all right", 10, "10")
def h00_full(book: Book, folder: Path) -> None:
    book.solve()


@case("honest", "release version unchanged", 0, "0", says="'energy' is not defined")
def h01_blank(book: Book, folder: Path) -> None:
    pass


@case("honest", "right answers, write to stderr (warning, progress bar)", 10, "5", shows="progress")
def h02_warns_stderr(book: Book, folder: Path) -> None:
    noise = "import sys, warnings\nwarnings.warn('careful')\nprint('50%', file=sys.stderr)\n"
    answers = {name: text.replace(":\n", f":\n{textwrap.indent(noise, '    ')}", 1) for name, text in RIGHT.items()}
    book.answer(**answers).payload("import sys; print('progress 10 of 10', file=sys.stderr); print('progress shown')")


@case("honest", "prints and leaves a value", 10, "10", shows="hello")
def h03_last_expr(book: Book, folder: Path) -> None:
    book.solve().answer(energy=RIGHT["energy"] + "\nprint('hello')\nenergy([3])")


@case("honest", "clobbers builtins by accident", 10, "10")
def h04_shadow_builtins(book: Book, folder: Path) -> None:
    book.solve().insert(
        "smooth",
        code("""
        list = [1]
        abs = 3
        str = 'text'
        assert_allclose = len
        max, min, type = 1, 2, 3
    """),
    )


@case("honest", "rebinds np by accident; the tests should not depend on it", 10, "2")
def h05_np_rebound(book: Book, folder: Path) -> None:
    book.solve().insert("energy", "np = 3")


@case("honest", "one cell does not parse", 8, "8", says="energy")
def h06_syntax_error_q1(book: Book, folder: Path) -> None:
    book.solve().answer(energy="def energy(values:\n    return 0")


@case("honest", "extra cells, one fails for want of a package", 10, "10")
def h07_extra_cells(book: Book, folder: Path) -> None:
    book.solve().payload(
        code("""
        import a_package_that_nobody_has
        a_package_that_nobody_has.plot()
    """)
    )
    book.insert("windows", "energy([1, 2]), windows(5, 3, 1)").insert("smooth", "My remarks.", "markdown")


@case("honest", "slow but under the limit", 10, "10")
def h08_slow(book: Book, folder: Path) -> None:
    book.solve().answer(
        energy=code("""
        import time
        def energy(values):
            time.sleep(0.8)
            return sum(v * v for v in values)
    """)
    )


@case("honest", "right answers as longdouble", 10, "10")
def h09_longdouble(book: Book, folder: Path) -> None:
    book.solve().answer(
        energy=code("""
        import numpy as np
        def energy(values):
            return np.sum(np.array(values, np.longdouble) ** 2)
    """),
        smooth=code("""
        def smooth(x):
            x = x.astype(np.longdouble)
            return (x[:-2] + x[1:-1] + x[2:]) / np.longdouble(3)
    """),
    )


@case("honest", "np.int64 and masked array answers", 10, "10")
def h10_npint_f32(book: Book, folder: Path) -> None:
    book.solve().answer(
        energy=code("""
        import numpy as np
        def energy(values):
            return np.int64(sum(v * v for v in values))
    """),
        smooth=code("""
        def smooth(x):
            return np.ma.masked_invalid((x[:-2] + x[1:-1] + x[2:]) / 3)
    """),
    )


@case("honest", "reads a data file handed in beside the notebook", 10, "10")
def h11_file_relative(book: Book, folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "third.txt").write_text("3")
    (folder / "helpers.py").write_text("def square(value):\n    return value * value\n")
    book.solve().answer(
        energy=code("""
        import helpers
        def energy(values):
            return sum(helpers.square(v) for v in values)
    """),
        smooth=code("""
        def smooth(x):
            return (x[:-2] + x[1:-1] + x[2:]) / float(open('data/third.txt').read())
    """),
    )


@case("honest", "writes a cache file in its working folder", 10, "10")
def h12_writes_file(book: Book, folder: Path) -> None:
    book.solve().answer(
        smooth=code("""
        def smooth(x):
            np.save('cache.npy', x)
            x = np.load('cache.npy')
            return (x[:-2] + x[1:-1] + x[2:]) / 3
    """)
    )


@case("honest", "shell escape and line magics", 10, "10", shows="from the shell")
def h13_magics(book: Book, folder: Path) -> None:
    book.solve().payload(
        code("""
        %matplotlib inline
        %timeit -n1 -r1 sum([1])
        lines = !echo from the shell
        print(lines[0])
    """)
    )


@case("honest", "an answer uses a helper defined in an extra cell", 10, "10")
def h14_helpers_between(book: Book, folder: Path) -> None:
    book.solve().insert("energy-hidden", "def floor_division(a, b):\n    return a // b")
    book.answer(
        windows=code("""
        def windows(size, kernel, stride):
            return floor_division(size - kernel, stride) + 1
    """)
    )


@case("honest", "turns warnings and floating-point flags into errors, changes the locale", 10)
def h20_strict_settings(book: Book, folder: Path) -> None:
    book.solve().payload(
        code("""
        import warnings, locale, decimal
        import numpy as np
        warnings.simplefilter('error')
        np.seterr(all='raise')
        np.set_printoptions(precision=1)
        locale.setlocale(locale.LC_ALL, 'C')
        decimal.getcontext().prec = 2
    """)
    )


@case("honest", "prints 100 MB from a subprocess and to the descriptor itself", 10, shows="printed it")
def h21_loud_subprocess(book: Book, folder: Path) -> None:
    book.solve().payload(
        code("""
        import os, subprocess
        subprocess.run('yes | head -c 100000000', shell=True)
        for _ in range(100):
            os.write(1, b'x' * 65536)
        print('printed it')
    """)
    )
