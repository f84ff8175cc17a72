"""Plain data between the check process and the student's process.

A frame is an 8-byte prefix (two big-endian 32-bit lengths), a JSON text and a block of raw array bytes.
JSON holds tagged values; arrays and byte strings point into the block. Nothing is ever unpickled, and every length
is checked against a cap before memory is taken. This file is also mounted into the student's sandbox, so it imports
nothing of the grader.
"""

from __future__ import annotations

import json
import math
import re
import socket
import struct
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

MAX_TEXT = 32 * 2**20
MAX_BLOCK = 128 * 2**20
MAX_DEPTH = 48
MAX_NODES = 2_000_000
PREFIX = struct.Struct("!II")
DTYPE = re.compile(r"[<>|=]?(b1|[iu][1248]|f(2|4|8|16)|c(8|16|32)|[US]\d{1,6}|[mM]8(\[\w{1,8}\])?)")


class WireError(Exception):
    """The other side sent something that is not a well-formed frame or value."""


class Closed(Exception):  # noqa: N818 - a state, not a mistake of the caller
    """The other side is gone."""


class Deadline(Exception):  # noqa: N818 - as above
    """No whole frame arrived in time."""


class Encoder:
    """Turns Python values into tagged JSON; what is not plain data goes to ``other``."""

    def __init__(self, other: Callable[[Any], Any]) -> None:
        self.other = other
        self.blocks: list[bytes] = []
        self.size = 0
        self.nodes = 0

    def encode(self, value: Any, depth: int = 0) -> Any:
        """Encode ``value``; raises WireError when it is nested too deeply or too large."""
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise WireError("the value is nested too deeply, contains itself, or has too many parts")
        kind = type(value)
        if value is None or kind is bool or kind is str:
            return value
        if kind is int:
            return value if -(2**63) <= value < 2**63 else {"t": "int", "v": hex(value)}
        if kind is float:
            return value if math.isfinite(value) else {"t": "float", "v": repr(value)}
        if kind is complex:
            return {"t": "complex", "v": [repr(value.real), repr(value.imag)]}
        if kind is list:
            return [self.encode(item, depth + 1) for item in value]
        if isinstance(value, tuple):
            return {"t": "tuple", "v": [self.encode(item, depth + 1) for item in tuple.__iter__(value)]}
        if kind in (set, frozenset):
            return {"t": kind.__name__, "v": [self.encode(item, depth + 1) for item in value]}
        if isinstance(value, dict):
            items = [[self.encode(k, depth + 1), self.encode(v, depth + 1)] for k, v in dict.items(value)]
            return {"t": "dict", "v": items}
        if kind in (bytes, bytearray):
            return {"t": "bytes", **self._block(bytes(value))}
        if kind is range:
            return {"t": "range", "v": [value.start, value.stop, value.step]}
        if isinstance(value, (np.ndarray, np.generic)):
            return self._array(value, depth)
        tensor = self._tensor(value)
        return self.other(value) if tensor is None else tensor

    def _block(self, data: bytes) -> dict[str, int]:
        offset = self.size
        if offset + len(data) > MAX_BLOCK:
            raise WireError(f"the value is larger than {MAX_BLOCK >> 20} MiB")
        self.blocks.append(data)
        self.size += len(data)
        return {"o": offset, "n": len(data)}

    def _array(self, value: Any, depth: int) -> Any:
        mask = np.ma.getmaskarray(value) if isinstance(value, np.ma.MaskedArray) else None
        array = np.asarray(value)
        if array.dtype.hasobject:
            items = [self.encode(item, depth + 1) for item in array.reshape(-1).tolist()]
            return {"t": "objects", "s": list(array.shape), "v": items}
        if array.dtype.names or not DTYPE.fullmatch(array.dtype.str):
            return self.other(value)
        record = {"t": "array", "d": array.dtype.str, "s": list(array.shape), **self._block(array.tobytes())}
        if isinstance(value, np.generic):
            record["t"] = "scalar"
        elif mask is not None:
            record["m"] = self._array(mask, depth)
        return record

    def _tensor(self, value: Any) -> Any:
        torch = sys.modules.get("torch")
        if torch is not None and isinstance(value, torch.Tensor):
            plain = value.detach().cpu()
            if plain.is_sparse or plain.dtype == torch.bfloat16:
                plain = plain.to_dense().float()
            return {"t": "torch", "v": self._array(plain.numpy(), 0), "g": bool(value.requires_grad)}
        tensorflow = sys.modules.get("tensorflow")
        if tensorflow is not None and isinstance(value, (tensorflow.Tensor, tensorflow.Variable)):
            return {"t": "tensorflow", "v": self._array(np.asarray(value), 0)}
        return None


class Decoder:
    """Rebuilds plain data from tagged JSON and a block; handles go to ``other``.

    With ``masks=False`` a masked value arrives as NaN: comparisons skip what is masked, and equal to nothing is what an
    answer that is not there should be.

    No more bytes are taken out of a block than it has: a frame that names the same bytes a thousand times costs
    nothing to send.
    """

    def __init__(self, block: bytes, other: Callable[[dict[str, Any]], Any], *, masks: bool = True) -> None:
        self.block = block
        self.left = len(block)
        self.other = other
        self.masks = masks

    def decode(self, value: Any, depth: int = 0) -> Any:
        """Decode one tagged value; raises WireError on anything malformed."""
        if depth > MAX_DEPTH + 2:
            raise WireError("a value is nested too deeply")
        if value is None or isinstance(value, (bool, int, float, str)):
            return value
        if isinstance(value, list):
            return [self.decode(item, depth + 1) for item in value]
        try:
            return self._tagged(value["t"], value, depth + 1)
        except (
            LookupError,
            AttributeError,
            TypeError,
            ValueError,
            ArithmeticError,
            MemoryError,
            RuntimeError,
        ) as error:
            raise WireError(f"a malformed value ({type(error).__name__})") from error

    def _tagged(self, tag: str, value: dict[str, Any], depth: int) -> Any:
        if tag == "int":
            return int(value["v"], 16)
        if tag == "float":
            return float(value["v"])
        if tag == "complex":
            return complex(float(value["v"][0]), float(value["v"][1]))
        if tag in ("tuple", "set", "frozenset"):
            build = {"tuple": tuple, "set": set, "frozenset": frozenset}[tag]
            return build(self.decode(item, depth) for item in value["v"])
        if tag == "dict":
            return {self.decode(k, depth): self.decode(v, depth) for k, v in value["v"]}
        if tag == "bytes":
            return self._slice(value)
        if tag == "range":
            numbers = range(*value["v"])
            if len(numbers) > MAX_NODES:
                raise WireError("a range is too long")
            return numbers
        if tag in ("array", "scalar"):
            return self._array(tag, value)
        if tag == "objects":
            return self._objects(value, depth)
        if tag in ("torch", "tensorflow"):
            return self._tensor(tag, value)
        return self.other(value)

    def _slice(self, value: dict[str, Any]) -> bytes:
        offset, size = value["o"], value["n"]
        if not (type(offset) is int and type(size) is int and 0 <= offset <= offset + size <= len(self.block)):
            raise WireError("an array points outside its frame")
        self.left -= size
        if self.left < 0:
            raise WireError("two arrays share their bytes")
        return self.block[offset : offset + size]

    def _shape(self, value: dict[str, Any]) -> tuple[int, ...]:
        shape = tuple(value["s"])
        if len(shape) > 32 or not all(type(size) is int and 0 <= size < 2**40 for size in shape):
            raise WireError("an array has an impossible shape")
        return shape

    def _array(self, tag: str, value: dict[str, Any]) -> Any:
        if not DTYPE.fullmatch(value["d"]):
            raise WireError("an array has a dtype that is not allowed")
        dtype, shape, data = np.dtype(value["d"]), self._shape(value), self._slice(value)
        if math.prod(shape) * dtype.itemsize != len(data):
            raise WireError("an array's shape does not fit its bytes")
        if math.prod(shape) > MAX_BLOCK:
            raise WireError("an array has an impossible shape")
        # A bytearray, so that the array can be written to; text of width zero has no bytes to read.
        array = np.frombuffer(bytearray(data), dtype).reshape(shape) if dtype.itemsize else np.zeros(shape, dtype)
        if tag == "scalar":
            return array[()]
        if "m" in value:
            mask = self._array("array", value["m"]).astype(bool)
            if mask.shape != shape:
                raise WireError("a mask does not fit its array")
            if self.masks:
                return np.ma.MaskedArray(array, mask=mask)
            return np.where(mask, np.nan, array) if mask.any() else array
        return array

    def _objects(self, value: dict[str, Any], depth: int) -> Any:
        shape, items = self._shape(value), value["v"]
        if math.prod(shape) != len(items):
            raise WireError("an array's shape does not fit its items")
        array = np.empty(len(items), dtype=object)
        for index, item in enumerate(items):
            array[index] = self.decode(item, depth)
        return array.reshape(shape)

    def _tensor(self, tag: str, value: dict[str, Any]) -> Any:
        array = self._array("array", value["v"])
        if tag == "torch":
            import torch

            return torch.from_numpy(array).requires_grad_(bool(value.get("g")) and array.dtype.kind == "f")
        import tensorflow

        return tensorflow.constant(array)


class Channel:
    """Frames over one connected socket."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection

    def send(self, message: dict[str, Any], block: bytes = b"", timeout: float | None = None) -> None:
        """Send one frame; raises Closed or Deadline."""
        text = json.dumps(message, ensure_ascii=True, allow_nan=False).encode()
        if len(text) > MAX_TEXT:
            raise WireError("the value has too many parts")
        self.connection.settimeout(timeout)
        try:
            self.connection.sendall(PREFIX.pack(len(text), len(block)) + text)
            if block:
                self.connection.sendall(block)
        except TimeoutError as error:
            raise Deadline from error
        except OSError as error:
            raise Closed from error

    def receive(self, timeout: float | None = None) -> tuple[dict[str, Any], bytes]:
        """Receive one frame; raises Closed, Deadline or WireError."""
        end = None if timeout is None else time.monotonic() + timeout
        text_size, block_size = PREFIX.unpack(self._exactly(PREFIX.size, end))
        if text_size > MAX_TEXT or block_size > MAX_BLOCK:
            raise WireError("a frame larger than allowed was announced")
        text = self._exactly(text_size, end)
        block = self._exactly(block_size, end)
        try:
            message = json.loads(text.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            raise WireError("a frame's text is not JSON") from error
        if not isinstance(message, dict):
            raise WireError("a frame's text is not an object")
        return message, block

    def _exactly(self, size: int, end: float | None) -> bytes:
        # Grown as data arrives: an announced length alone must not take memory.
        data = bytearray()
        while len(data) < size:
            remaining = None if end is None else end - time.monotonic()
            if remaining is not None and remaining <= 0:
                raise Deadline
            self.connection.settimeout(remaining)
            try:
                part = self.connection.recv(min(size - len(data), 2**20))
            except TimeoutError as error:
                raise Deadline from error
            except OSError as error:
                raise Closed from error
            if not part:
                raise Closed
            data += part
        return bytes(data)

    def close(self) -> None:
        """Close the socket."""
        self.connection.close()


def encode_message(fields: dict[str, Any], other: Callable[[Any], Any]) -> tuple[dict[str, Any], bytes]:
    """Encode every value of ``fields`` into one message and its block."""
    encoder = Encoder(other)
    message = {key: encoder.encode(value) for key, value in fields.items()}
    return message, b"".join(encoder.blocks)
