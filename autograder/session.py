"""The check process's side of the boundary: a session with one student process, and proxies for what lives there.

Everything that arrives is plain data rebuilt by ``autograder.wire``, or a ``Handle``. A handle never takes part in a
comparison, a truth test, a loop or a conversion by itself, so no object of the student's can pretend to be an answer.
"""

from __future__ import annotations

import builtins
import contextlib
import secrets
import time
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

import numpy as np

from autograder.wire import Channel, Closed, Deadline, Decoder, WireError, encode_message

MAX_CALLBACKS = 100_000
# Say nothing about a mistake, or would end a loop of the check's as if it were done.
UNTYPED = (Exception, StopIteration, StopAsyncIteration)
COMPARISONS = ("eq", "ne", "lt", "le", "gt", "ge")
LOOKUPS = ("getitem", "contains")
ARITHMETIC = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "getitem", "contains", "neg")


class StudentError(Exception):
    """Raised in a check when the student's code raised something that has no builtin ``Exception`` type."""


class StudentStopped(Exception):  # noqa: N818 - the student reads this name
    """The student's process ended, broke the protocol or ran out of time."""


def rebuild_error(record: Any) -> Exception:
    """Make a trusted exception of the nearest builtin type from the student's description of one."""
    if not isinstance(record, dict):
        return StudentError("the code failed")
    given, said, trace = (record.get(key) for key in ("types", "message", "traceback"))
    types = [name for name in given if isinstance(name, str)] if isinstance(given, list) else []
    message = said if isinstance(said, str) else ""
    for name in types:
        kind = getattr(builtins, name, None)
        if isinstance(kind, type) and issubclass(kind, Exception) and kind not in UNTYPED:
            try:
                error: Exception = kind(message)
            except TypeError:
                continue
            break
    else:
        error = StudentError(f"{types[0] if types else 'error'}: {message}")
    error.student_traceback = trace if isinstance(trace, str) else ""  # type: ignore[attr-defined]
    return error


class Handle:
    """An object in the student's process, known only by a number."""

    def __init__(self, session: Session, record: dict[str, Any]) -> None:
        self.__dict__["_session"] = session
        self.__dict__["_record"] = record
        self.__dict__["_generation"] = session.generation
        self.__dict__["__name__"] = str(record.get("name", ""))

    @property
    def __student_session__(self) -> Session:
        """The session, for ``utils.checks.probe``."""
        return self._session

    @property
    def __student_type__(self) -> str:
        """The name of its type, for messages."""
        kind = str(self._record.get("kind", ""))
        return kind if kind in ("class", "function", "module") else str(self._record.get("type", "object"))

    def _describe(self) -> str:
        record = self._record
        if record.get("kind") in ("class", "function", "module"):
            return f"{record['kind']} {record.get('name', '')}"
        return f"object of type {record.get('type', '?')}"

    def _opaque(self, use: str) -> Any:
        raise TypeError(f"{use} needs plain data (numbers, text, lists, arrays), but this is a {self._describe()}")

    def _own_instance(self) -> bool:
        own = self._session.own_classes
        return any(name in own for name in self._record.get("types", []) if isinstance(name, str))

    def _operate(self, name: str, *others: Any) -> Any:
        # Instances of a class the student was asked to write may define operators, but an expected answer must never
        # meet one: it could declare itself equal to it, or leave no difference when it is subtracted. So comparisons
        # are among the student's own objects, and arithmetic with a plain number must give such an object again.
        if not self._own_instance():
            self._opaque(name)
        plain = [other for other in others if not isinstance(other, Handle)]
        free = name in LOOKUPS or not plain
        if not free and (name in COMPARISONS or any(type(other) not in (int, float) for other in plain)):
            self._opaque(f"an operation ({name}) with a {type(plain[0]).__name__}")
        result = self._session.request("operator", name=name, args=[self, *others])
        return result if free or isinstance(result, Handle) else self._opaque(f"an operation ({name})")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._session.request("attribute", id=self._record["id"], name=name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._opaque(f"setting .{name}")

    def __repr__(self) -> str:
        return f"<{self._describe()} in the student's process>"

    def __hash__(self) -> int:
        return id(self)

    def __bool__(self) -> bool:
        result = self._operate("bool")
        return result if isinstance(result, bool) else self._opaque("a truth test")

    def __len__(self) -> int:
        result = self._operate("len")
        return result if type(result) is int else self._opaque("len()")

    def __iter__(self) -> Any:
        result = self._operate("list")
        return iter(result) if isinstance(result, list) else self._opaque("a loop")

    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        return self._opaque("making an array")

    def __float__(self) -> float:
        return self._opaque("float()")

    def __int__(self) -> int:
        return self._opaque("int()")

    def __index__(self) -> int:
        return self._opaque("an index")

    def __str__(self) -> str:
        if self._own_instance():
            result = self._operate("str")
            return result if isinstance(result, str) else repr(self)
        return repr(self)

    def __instancecheck__(self, value: Any) -> bool:
        own = isinstance(value, Handle) and self._record.get("kind") == "class"
        return own and self._record.get("name") in value._record.get("types", [])


def _operator_method(name: str) -> Callable[..., Any]:
    def method(self: Handle, *others: Any) -> Any:
        return self._operate(name, *others)

    return method


for _name in COMPARISONS + ARITHMETIC:
    setattr(Handle, f"__{_name}__", _operator_method(_name))


class CallableHandle(Handle):
    """A function, class or callable object of the student's: calling it runs there."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Send the arguments, run the call in the student's process, return what came back."""
        return self._session.call(self, args, kwargs)


class Session:
    """Requests to one student process.

    Args:
        channel: the connected socket.
        own_classes: names of the classes that the assignment asks the student to write.
        call_seconds: time allowed for one request.
        generation: number of this process; handles of an earlier one are void.
    """

    def __init__(self, channel: Channel, own_classes: Iterable[str], call_seconds: float, generation: int = 0) -> None:
        self.channel = channel
        self.own_classes = frozenset(own_classes)
        self.call_seconds = call_seconds
        self.generation = generation
        self.stopped: str | None = None
        self.callbacks: list[Callable[..., Any]] = []
        self.serving = 0  # callbacks under way

    def request(self, op: str, timeout: float | None = None, **fields: Any) -> Any:
        """Make one request and return its value; the student's exceptions are raised here as trusted ones."""
        return self._answer(op, timeout, **fields).get("value")

    def _answer(self, op: str, timeout: float | None = None, **fields: Any) -> dict[str, Any]:
        reply = self.exchange(op, timeout, **fields)
        if "error" in reply:
            raise rebuild_error(reply["error"])
        return reply

    def exchange(self, op: str, timeout: float | None = None, **fields: Any) -> dict[str, Any]:
        """Make one request and return the fields of the reply, serving callbacks meanwhile."""
        if self.stopped:
            raise StudentStopped(self.stopped)
        encoded, block = encode_message(fields, self._refer)
        nonce = secrets.randbits(62)
        limit = timeout or self.call_seconds
        end = time.monotonic() + limit
        try:
            self.channel.send({"op": op, "n": nonce, **encoded}, block, limit)
            for _ in range(MAX_CALLBACKS):
                if time.monotonic() > end:
                    raise Deadline
                message, data = self.channel.receive(max(end - time.monotonic(), 0.001))
                decoder = Decoder(data, self._handle, masks=False)
                if message.get("op") != "callback":
                    break
                self._serve_callback(message, decoder, end)
            if message.get("n") != nonce:
                raise WireError("a reply that nobody asked for")
            return {key: decoder.decode(value) for key, value in message.items()}
        except Deadline:
            self.stop(f"no answer within {limit:g} s, so the process was stopped (an endless loop, or too slow)")
        except Closed:
            self.stop("the Python process ended in the middle (a crash, os._exit, or too much memory)")
        except WireError as error:
            self.stop(f"the process broke the grader's protocol: {error}")

    def stop(self, reason: str) -> NoReturn:
        """Give this process up and tell the caller why."""
        self.stopped = reason
        self.channel.close()
        raise StudentStopped(reason)

    def get(self, name: str) -> Any:
        """Value of a notebook variable; raises NameError when it is not defined."""
        reply = self._answer("get", name=name)
        if reply.get("missing"):
            raise NameError(f"name {name!r} is not defined in the notebook")
        return reply.get("value")

    def call(self, target: Handle, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call the student's object and carry changes of its arguments back into the caller's."""
        if target._generation != self.generation:
            raise StudentStopped("this object lived in a process that has ended")
        if not self.serving:
            self.callbacks.clear()
        return self._call("call", args, kwargs, id=target._record["id"])

    def probe(self, module: str, function: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Run a public function of ``utils`` in the student's process; changes of arguments come back as in `call`."""
        return self._call("probe", args, kwargs, module=module, function=function)

    def _call(self, op: str, args: tuple[Any, ...], kwargs: dict[str, Any], **fields: Any) -> Any:
        reply = self._answer(op, **fields, args=list(args), kwargs=kwargs)
        if "changed" in reply:
            self._carry_all_back(reply["changed"], args, kwargs)
        return reply.get("value")

    def _carry_all_back(self, changed: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        match changed:  # as it was sent: positional, then keyword arguments
            case [list(positional), dict(named)] if len(positional) == len(args) and named.keys() == kwargs.keys():
                for original, new in zip(args, positional, strict=True):
                    carry_back(original, new)
                for name, original in kwargs.items():
                    carry_back(original, named[name])
            case _:
                self.stop("the process broke the grader's protocol: changes of arguments that were not sent")

    def _refer(self, value: Any) -> dict[str, Any]:
        if isinstance(value, Handle):
            if value._session is not self:
                raise StudentStopped("this object lived in a process that has ended")
            return {"t": "ref", "id": value._record["id"]}
        if callable(value) and not isinstance(value, type):
            self.callbacks.append(value)
            name = getattr(value, "__name__", type(value).__name__)
            return {"t": "callback", "id": len(self.callbacks) - 1, "name": name}
        raise TypeError(f"a {type(value).__name__} cannot be sent to the student's process")

    def _handle(self, record: dict[str, Any]) -> Handle:
        if record.get("t") != "handle" or type(record.get("id")) is not int:
            raise WireError("an unknown kind of value")
        return (CallableHandle if record.get("callable") else Handle)(self, record)

    def _serve_callback(self, message: dict[str, Any], decoder: Decoder, end: float) -> None:
        index = message.get("id")
        if type(index) is not int or not 0 <= index < len(self.callbacks):
            raise WireError("a callback that does not exist")
        args, kwargs = decoder.decode(message.get("args")), decoder.decode(message.get("kwargs"))
        if not isinstance(args, list) or not isinstance(kwargs, dict):
            raise WireError("a callback without arguments")
        self.serving += 1
        try:
            fields: dict[str, Any] = {"value": self.callbacks[index](*args, **kwargs)}
            encoded, block = encode_message(fields, self._refer)
        except Exception as error:
            encoded, block = {"error": {"type": type(error).__name__, "message": str(error)[:500]}}, b""
        finally:
            self.serving -= 1
        if self.stopped:  # by a request that the function made in turn
            raise StudentStopped(self.stopped)
        self.channel.send(encoded, block, max(end - time.monotonic(), 0.001))


def carry_back(original: Any, changed: Any) -> None:
    """Write the student's in-place changes of plain mutable data into the caller's objects.

    All of it could be made up: nothing is written that the student's function, called in the same process, could not
    have written into these very objects. What does not fit an array is left out.
    """
    if isinstance(original, np.ndarray) and isinstance(changed, np.ndarray):
        if original.size != changed.size or original.dtype != changed.dtype or not original.flags.writeable:
            return
        with contextlib.suppress(AttributeError):  # some views cannot have that shape
            original.shape = changed.shape
            np.copyto(original, changed)
    elif isinstance(original, list) and isinstance(changed, list):
        del original[len(changed) :]
        original += changed[len(original) :]
        for index, new in enumerate(changed):
            original[index] = merged(original[index], new)
    elif isinstance(original, dict) and isinstance(changed, dict):
        for key in original.keys() - changed.keys():
            del original[key]
        for key, new in changed.items():
            original[key] = merged(original.get(key), new)


def merged(original: Any, new: Any) -> Any:
    """The caller's own container with the changes written into it, or the new value when it is no container."""
    if isinstance(original, (np.ndarray, list, dict)) and type(original) is type(new):
        carry_back(original, new)
        return original
    return new
