"""Replies made up by hand: a student's process that speaks the wire itself, whatever its functions would answer."""

from __future__ import annotations

from pathlib import Path

from tests.attacks.beyond import FIND_SERVER
from tests.attacks.breaks import last
from tests.attacks.cheats import WRONG_ANSWERS
from tests.attacks.course import RIGHT, Book, case, code

PROTOCOL = "broke the grader's protocol"

# `forge(op, make)`: from now on requests of a kind are answered by `make(message, args, kwargs)`, which returns fields
# of the reply. `raw(...)` sends a frame as it is, `honest` answers as if nothing were.
FORGE = (
    FIND_SERVER
    + """
import json, struct, sys, time
wire = sys.modules['autograder.wire']
honest = dict(server.operations)
def lent(message, decoder):
    found = decoder.decode(message['args']), decoder.decode(message['kwargs'])
    if hasattr(decoder, 'left'):
        decoder.left = len(decoder.block)
    return found
def forge(op, make):
    server.operations[op] = lambda message, decoder: make(message, decoder, *lent(message, decoder))
def raw(message, block=b'', **fields):
    text = json.dumps({'n': message['n'], **fields}).encode()
    server.channel.connection.settimeout(None)
    server.channel.connection.sendall(struct.pack('!II', len(text), len(block)) + text + block)
"""
)


def forged(text: str, op: str = "call") -> str:
    """Code that replaces the answers to one kind of request; ``text`` is the body of the function that makes them."""
    body = code(text).replace("\n", "\n    ")
    return f"{FORGE}\ndef make(message, decoder, args, kwargs):\n    {body}\nforge({op!r}, make)\n"


def first(book: Book, text: str) -> None:
    """An attack behind the first question; the other answers are right."""
    book.solve("windows", "smooth").answer(energy=RIGHT["energy"] + "\n" + text)


@case("cheat", "made-up changes of arguments in the reply to a call: all is zero now, as is the answer", 0)
def r01_changes_in_call(book: Book, folder: Path) -> None:
    book.payload(
        forged("""
        import numpy as np
        changed = [[x * 0 if isinstance(x, np.ndarray) else [] if isinstance(x, list) else 0 for x in args], kwargs]
        smoothed = len(args) == 1 and isinstance(args[0], np.ndarray)
        return {'value': changed[0][0][2:] if smoothed else 0, 'changed': changed}
    """)
    ).answer(**WRONG_ANSWERS)


@case("cheat", "calls are answered rightly, a probe with made-up changes and an answer that belongs to them", 7)
def r02_changes_in_probe(book: Book, folder: Path) -> None:
    book.solve().payload(
        forged(
            """
            wiped = [args[0], args[1] * 0]
            return {'value': wiped[1][2:], 'changed': [wiped, kwargs]}
    """,
            op="probe",
        )
    )


@case("cheat", "changes of other shapes, types and kinds than what was lent, with objects inside", 5)
def r03_changes_that_do_not_fit(book: Book, folder: Path) -> None:
    last(
        book,
        forged("""
        import numpy as np
        class Equal:
            __eq__ = lambda self, other: True
        shapes = np.zeros(2**20), np.zeros((0, 4)), np.zeros(len(args[0]), int), np.zeros(len(args[0]), complex)
        kinds = np.array([Equal()] * len(args[0]), object), [Equal()], {'a': Equal()}, Equal(), None, 'text'
        forge.turn = getattr(forge, 'turn', -1) + 1
        return {'value': 0, 'changed': [[(shapes + kinds)[forge.turn % 10]], {}]}
    """)
        + WRONG_ANSWERS["smooth"],
    )


@case("cheat", "changes for a thousand arguments that were never sent, by place and by name", 5, says=PROTOCOL)
def r04_changes_of_what_was_not_sent(book: Book, folder: Path) -> None:
    last(
        book,
        forged("""
        import numpy as np
        return {'value': 0, 'changed': [[*args, *[np.zeros(9)] * 1000], {'out': np.zeros(9), 'want': np.zeros(9)}]}
    """)
        + RIGHT["smooth"],
    )


@case("cheat", "changes that are no list of arguments: by index, by number, nested, nothing", 8, says=PROTOCOL)
def r05_changes_by_index(book: Book, folder: Path) -> None:
    first(
        book,
        forged("""
        odd = {-1: [0]}, {2**40: 0}, [[0, [14]]], 3, [], [[], []], [{}, []], [[[[[args]]]], {}], 'changed'
        forge.turn = getattr(forge, 'turn', -1) + 1
        if type(args[0]) is not list:
            return honest['call'](message, decoder)
        return {'value': 14, 'changed': odd[forge.turn % len(odd)]}
    """),
    )


@case("break", "every call is answered twice, the second time with the answer to the next one", 5, says=PROTOCOL)
def r06_two_replies(book: Book, folder: Path) -> None:
    last(
        book,
        forged("""
        raw(message, value=[0.0, 0.0])
        return {'value': [3.0, 4.0]}
    """)
        + WRONG_ANSWERS["smooth"],
    )


@case("break", "a thread sends the right reply for ever, to this request and to all that will come", 5, says=PROTOCOL)
def r07_flood_of_replies(book: Book, folder: Path) -> None:
    last(
        book,
        forged("""
        import threading
        def flood():
            for number in range(10**9):
                raw({'n': message['n'] + number % 2}, value=[3.0, 4.0] if number else 0)
        threading.Thread(target=flood, daemon=True).start()
        time.sleep(10)
    """)
        + WRONG_ANSWERS["smooth"],
    )


@case("cheat", "handles of objects that were never given out, with odd numbers, names and kinds", 5)
def r08_handles_not_theirs(book: Book, folder: Path) -> None:
    last(
        book,
        forged("""
        ids = -1, 0, 10**6, 2**70, True, 1.5, None, [0]
        forge.turn = getattr(forge, 'turn', -1) + 1
        kind = ['class', 'function', ['class'], None][forge.turn % 4]
        words = {'kind': kind, 'type': 'ndarray', 'types': [5, 'float', None], 'name': ['energy'], 'callable': 1}
        raw(message, value={'t': 'handle', 'id': ids[forge.turn % 8], **words})
        time.sleep(10)
    """)
        + WRONG_ANSWERS["smooth"],
    )


@case("break", "one block of bytes, named as an array ten thousand times in each reply", 8, says=PROTOCOL)
def r09_same_bytes_again(book: Book, folder: Path) -> None:
    first(
        book,
        forged("""
        if type(args[0]) is not list:
            return honest['call'](message, decoder)
        array = {'t': 'array', 'd': '|u1', 's': [2**24], 'o': 0, 'n': 2**24}
        raw(message, bytes(2**24), value=[array] * 10_000)
        time.sleep(10)
    """),
    )


@case("break", "masks of other shapes than their arrays, and masks with masks with masks", 8, says=PROTOCOL)
def r10_masks(book: Book, folder: Path) -> None:
    first(
        book,
        forged("""
        if type(args[0]) is not list:
            return honest['call'](message, decoder)
        array = {'t': 'array', 'd': '|b1', 's': [1], 'o': 0, 'n': 1}
        deep = dict(array)
        for _ in range(300):
            deep = {**array, 'm': deep}
        wide = {'t': 'array', 'd': '|b1', 's': [60_000, 1], 'o': 0, 'n': 60_000}
        wide = {**wide, 's': [1, 60_000], 'm': {**wide, 'o': 60_000}}
        raw(message, bytes(120_000), value=wide if args[0] else deep)
        time.sleep(10)
    """),
    )


@case("cheat", "errors that end a loop as if it were done, and errors made of numbers, handles and nothing", 5)
def r11_odd_errors(book: Book, folder: Path) -> None:
    last(
        book,
        forged("""
        odd = {'types': ['StopIteration', 'Exception'], 'message': ''}, {'types': 5, 'message': [server]}, None, 3
        forge.turn = getattr(forge, 'turn', -1) + 1
        return {'error': odd[forge.turn % 4], 'value': [3.0, 4.0], 'changed': [args, kwargs]}
    """)
        + WRONG_ANSWERS["smooth"],
    )


@case("cheat", "requests of every kind get the same report: found, done, equal, 14", 0)
def r12_one_answer_for_all(book: Book, folder: Path) -> None:
    book.answer(**WRONG_ANSWERS).payload(
        FORGE
        + code("""
        report = {'value': 14, 'missing': False, 'changed': [[], {}], 'score': 10, 'stdout': 'fine', 'seconds': 0}
        for op in server.operations:
            server.operations[op] = lambda message, decoder: dict(report)
    """)
    )
