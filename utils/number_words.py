"""Numbers in words, English and Korean: the translation task of week 9.

English counts in thousands, Korean in ten thousands (man), so groups have to be cut anew: "twelve thousand" is
"man i-cheon", one ten thousand and two thousand.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["ENGLISH", "KOREAN", "PAD", "ROMANISED", "START", "STOP", "english", "korean", "to_numbers", "to_words"]

PAD, START, STOP = "<pad>", "<start>", "<stop>"

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_DIGITS = "영일이삼사오육칠팔구"
_UNITS = "천백십"

ENGLISH = (PAD, START, STOP, *_SMALL, *_TENS, "hundred", "thousand", "million")
KOREAN = (PAD, START, STOP, *_DIGITS, "십", "백", "천", "만")
ROMANISED = dict(zip(KOREAN[3:], "yeong il i sam sa o yuk chil pal gu sip baek cheon man".split(), strict=True)) | {
    START: START,
    STOP: STOP,
    PAD: PAD,
}
"""Korean words in Latin letters, for pictures where no Korean font is installed (Revised Romanisation)."""


def english(number: int) -> list[str]:
    """Words of a number from 0 to 99,999,999; without "and", tens and units apart.

    Raises ValueError for a number outside of this range.
    """
    _check(number)
    words: list[str] = []
    for size, name in ((1_000_000, "million"), (1000, "thousand")):
        if number >= size:
            words += [*_below_thousand(number // size), name]
            number %= size
    return words + _below_thousand(number) or ["zero"]


def korean(number: int) -> list[str]:
    """Sino-Korean words of a number from 0 to 99,999,999, syllable by syllable.

    A one is not said before ten, hundred and thousand, nor before a single ten thousand.
    Raises ValueError for a number outside of this range.
    """
    _check(number)
    high, low = divmod(number, 10_000)
    words = [] if high == 0 else [*(_below_ten_thousand(high) if high > 1 else []), "만"]
    return words + _below_ten_thousand(low) or ["영"]


def to_numbers(sentences: Sequence[Sequence[str]], vocabulary: Sequence[str]) -> NDArray[np.int64]:
    """Places in the vocabulary, (N, longest): shorter sentences are filled up with those of `PAD`.

    Raises ValueError for a word that the vocabulary lacks.
    """
    place = {word: index for index, word in enumerate(vocabulary)}
    if unknown := sorted({word for sentence in sentences for word in sentence} - place.keys()):
        raise ValueError(f"sentences have words that are not in the vocabulary: {', '.join(unknown)}")
    table = np.full((len(sentences), max(map(len, sentences))), place[PAD])
    for row, sentence in zip(table, sentences, strict=True):
        row[: len(sentence)] = [place[word] for word in sentence]
    return table


def to_words(numbers: Sequence[int], vocabulary: Sequence[str]) -> list[str]:
    """Words at places of the vocabulary."""
    return [vocabulary[number] for number in numbers]


def _check(number: int) -> None:
    if not 0 <= number < 100_000_000:
        raise ValueError(f"number must be from 0 to 99,999,999, got {number}")


def _below_thousand(number: int) -> list[str]:
    words = [_SMALL[number // 100], "hundred"] if number >= 100 else []
    rest = number % 100
    if rest >= 20:
        words.append(_TENS[rest // 10 - 2])
        rest %= 10
    return words + ([_SMALL[rest]] if rest else [])


def _below_ten_thousand(number: int) -> list[str]:
    words = []
    for size, unit in zip((1000, 100, 10), _UNITS, strict=True):
        digit, number = divmod(number, size)
        if digit:
            words += [unit] if digit == 1 else [_DIGITS[digit], unit]
    return words + ([_DIGITS[number]] if number else [])
