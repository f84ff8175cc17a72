"""The wire protocol: plain data survives, everything else is refused without harm."""

import contextlib
import json
import math
import socket
import struct
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.wire import PREFIX, Channel, Closed, Deadline, Decoder, Encoder, WireError, encode_message


def refuse(value):
    raise WireError(f"not plain: {value!r}")


def round_trip(value):
    encoder = Encoder(refuse)
    text = json.dumps(encoder.encode(value), allow_nan=False)
    return Decoder(b"".join(encoder.blocks), refuse).decode(json.loads(text))


VALUES = [None, True, 0, -(2**63), 2**200, 1.5, math.inf, 3 + 4j, "ünï\ud800", b"\x00\xff"]
VALUES += [[1, [2]], (1, (2,)), {1: "a", "b": 2}, {1, 2}, frozenset({3}), range(2, 9, 3)]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_plain_values_survive(value):
    result = round_trip(value)
    assert result == value
    assert type(result) is type(value)


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6, dtype=np.float32).reshape(2, 3)[:, ::2],
        np.array(3.5),
        np.zeros((0, 4), np.int8),
        np.array(["a", "bc"]),
        np.array([1 + 2j]),
        np.array([True, False]),
        np.array([1.5], dtype=np.longdouble),
        np.array(["2020-01-01"], dtype="datetime64[D]"),
        np.float16(2.5),
        np.int64(7),
    ],
    ids=lambda a: f"{type(a).__name__} {a.dtype}",
)
def test_arrays_survive_with_dtype_and_shape(array):
    result = round_trip(array)
    assert type(result) is type(array)
    assert result.dtype == array.dtype
    assert result.shape == array.shape
    assert np.array_equal(result, array)


def test_masked_and_object_arrays_survive():
    masked = round_trip(np.ma.MaskedArray([1, 2], mask=[True, False]))
    assert masked.mask.tolist() == [True, False]
    objects = round_trip(np.array([1, "a", None], dtype=object))
    assert objects.tolist() == [1, "a", None]


def test_nan_survives():
    assert math.isnan(round_trip(math.nan))


def test_values_that_contain_themselves_are_refused():
    loop = []
    loop.append(loop)
    with pytest.raises(WireError, match="contains itself"):
        round_trip(loop)


@pytest.mark.parametrize(
    "tagged",
    [
        {"t": "array", "d": "|O", "s": [1], "o": 0, "n": 8},
        {"t": "array", "d": "<f4", "s": [3], "o": 0, "n": 8},
        {"t": "array", "d": "<f4", "s": [2], "o": 4, "n": 8},
        {"t": "array", "d": "<f4", "s": [-2], "o": 0, "n": 8},
        {"t": "array", "d": "<f4", "s": [2**39, 2**39], "o": 0, "n": 8},
        {"t": "array", "d": "<f4", "s": "ab", "o": 0, "n": 8},
        {"t": "array", "d": ["<f4"], "s": [2], "o": 0, "n": 8},
        {"t": "array", "d": "<f4", "s": [2], "o": 0.0, "n": 8},
        {"t": "objects", "s": [2], "v": [1]},
        {"t": "int", "v": 3},
        {"t": "set", "v": [[1]]},
        {"t": "dict", "v": [[1]]},
        {"t": "range", "v": [1, 2, 0]},
        {"t": "complex", "v": []},
        {"t": "torch", "v": {"t": "array"}},
        {"t": ["array"]},
        {},
    ],
    ids=json.dumps,
)
def test_malformed_values_are_refused(tagged):
    with pytest.raises(WireError):
        Decoder(b"\0" * 8, refuse).decode(tagged)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(list("tvdsonmg")), inner, max_size=6),
    max_leaves=12,
)
tags = st.sampled_from("int float complex tuple set dict bytes range array scalar objects handle".split())


@settings(max_examples=400, deadline=None)
@given(value=json_values, tag=tags, block=st.binary(max_size=64))
def test_decoder_never_fails_in_another_way(value, tag, block):
    tagged = {**value, "t": tag} if isinstance(value, dict) else {"t": tag, "v": value}
    with contextlib.suppress(WireError):
        Decoder(block, refuse).decode(tagged)


@pytest.fixture
def pair():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Channel(ours), theirs


def test_frames_pass(pair):
    channel, other = pair
    message, block = encode_message({"x": np.arange(3)}, refuse)
    Channel(other).send(message, block)
    received, data = channel.receive(1)
    assert Decoder(data, refuse).decode(received["x"]).tolist() == [0, 1, 2]


def test_huge_announced_frame_is_refused_before_memory_is_taken(pair):
    channel, other = pair
    other.sendall(struct.pack("!II", 10, 2**32 - 1))
    with pytest.raises(WireError, match="larger than allowed"):
        channel.receive(1)


@settings(max_examples=100, deadline=None)
@given(junk=st.binary(min_size=1, max_size=200))
def test_junk_ends_in_a_named_state(junk):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(junk)
        theirs.shutdown(socket.SHUT_WR)
        with pytest.raises((WireError, Closed)):
            for _ in range(100):
                Channel(ours).receive(1)


def test_silence_and_dripping_end_at_the_deadline(pair):
    channel, other = pair
    with pytest.raises(Deadline):
        channel.receive(0.05)
    stop = threading.Event()

    def drip():
        other.sendall(PREFIX.pack(1000, 0))
        while not stop.wait(0.02):
            other.sendall(b" ")

    dripper = threading.Thread(target=drip)
    dripper.start()
    try:
        with pytest.raises(Deadline):
            channel.receive(0.3)
    finally:
        stop.set()
        dripper.join()


def test_deeply_nested_json_is_refused(pair):
    channel, other = pair
    text = b'{"a":' + b"[" * 200_000 + b"]" * 200_000 + b"}"
    threading.Thread(target=other.sendall, args=(PREFIX.pack(len(text), 0) + text,), daemon=True).start()
    with pytest.raises(WireError):
        message, _ = channel.receive(5)
        Decoder(b"", refuse).decode(message["a"])


def test_masked_answers_equal_nothing():
    encoder = Encoder(lambda value: {})
    tagged = encoder.encode(np.ma.MaskedArray([1, 2], mask=[True, False]))
    plain = Decoder(b"".join(encoder.blocks), lambda tagged: None, masks=False).decode(tagged)
    assert type(plain) is np.ndarray
    assert np.array_equal(plain, [math.nan, 2], equal_nan=True)


@pytest.mark.parametrize(
    "tagged",
    [
        {"t": "range", "v": [0, 2**60, 1]},
        {"t": "array", "d": "<U0", "s": [2**39, 2], "o": 0, "n": 0},
        [{"t": "bytes", "o": 0, "n": 8}] * 2,
        {
            "t": "array",
            "d": "|u1",
            "s": [1, 4],
            "o": 0,
            "n": 4,
            "m": {"t": "array", "d": "|b1", "s": [4, 1], "o": 4, "n": 4},
        },
    ],
    ids=["range", "text of width 0", "the same bytes twice", "a mask that spreads"],
)
def test_values_that_cost_nothing_to_send_and_much_to_use_are_refused(tagged):
    with pytest.raises(WireError):
        Decoder(b"\0" * 8, lambda tagged: None).decode(tagged)
