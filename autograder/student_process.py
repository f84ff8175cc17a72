"""The student's side of the boundary: runs cells and answers calls. Nothing here is trusted by the grader.

Started inside the sandbox as ``python -m autograder.student_process FD``; speaks ``autograder.wire`` over that socket.
Besides this file, ``wire.py`` and the student edition of ``utils``, nothing of the course is mounted there.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import resource
import socket
import sys
import traceback
import types
from collections.abc import Callable
from typing import Any

from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from autograder.wire import Channel, Closed, Decoder, Encoder, WireError, encode_message

MAX_OUTPUT = 20_000
MAX_MESSAGE = 4_000


class BoundedText(io.TextIOBase):
    """A text stream that keeps the first characters and counts the rest."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0

    def write(self, text: str) -> int:
        """Keep what still fits."""
        if self.size < MAX_OUTPUT:
            self.parts.append(text[: MAX_OUTPUT - self.size])
        self.size += len(text)
        return len(text)

    def text(self) -> str:
        """What was kept, with a note when something was cut."""
        kept = "".join(self.parts)
        return kept + f"\n[cut: {self.size:,} characters in all]" if self.size > MAX_OUTPUT else kept


class TextOnlyPublisher(DisplayPublisher):
    """Keeps the plain text of displayed objects; rich output has no reader here."""

    def publish(self, data: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        """Print the text form."""
        text = data.get("text/plain", "")
        sys.stdout.write(f"{text}\n" if isinstance(text, str) else "")


class StudentShell(InteractiveShell):
    """IPython without a terminal, a history file or a window."""

    display_pub_class = Type(TextOnlyPublisher)

    def enable_gui(self, gui: Any = None) -> None:
        """There is no window to show."""

    def enable_matplotlib(self, gui: Any = None) -> tuple[str, str]:
        """Draw into memory, whatever backend the notebook asks for."""
        import matplotlib

        matplotlib.use("agg")
        return "inline", "agg"

    def showtraceback(self, *args: Any, **kwargs: Any) -> None:
        """Errors are returned, not printed."""

    def showsyntaxerror(self, *args: Any, **kwargs: Any) -> None:
        """Errors are returned, not printed."""


def make_shell() -> StudentShell:
    """The process's only shell; made at first use."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.xmode = "Minimal"
    shell = StudentShell.instance(config=config)
    shell.user_ns["__name__"] = "__main__"
    return shell


def describe_error(error: BaseException) -> dict[str, Any]:
    """Type names (most derived first), message and traceback of an exception, cut to size."""
    try:
        message = str(error)
    except BaseException as inner:
        message = f"(its message could not be read: {type(inner).__name__})"
    try:
        frames = error.__traceback__
        while frames is not None and frames.tb_frame.f_code.co_filename == __file__:
            frames = frames.tb_next  # this file's own; the student's come after them
        trace = "".join(traceback.format_exception(type(error), error, frames, limit=-5))
    except BaseException:
        trace = type(error).__name__
    return {
        "types": [kind.__name__ for kind in type(error).__mro__][:20],
        "message": message[:MAX_MESSAGE],
        "traceback": trace[-MAX_MESSAGE:],
    }


class StudentProcess:
    """Serves requests until the socket closes."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.handles: list[Any] = []
        self.handle_of: dict[int, int] = {}
        self.shell = make_shell()
        self.operations: dict[str, Callable[[dict[str, Any], Decoder], dict[str, Any]]] = {
            "ping": lambda message, decoder: {},
            "run_cell": self.run_cell,
            "get": self.get,
            "call": self.call,
            "attribute": self.attribute,
            "operator": self.operator,
            "probe": self.probe,
        }

    def serve(self) -> None:
        """Answer requests one after the other."""
        while True:
            try:
                message, block = self.channel.receive()
            except Closed:
                return
            self.answer(message, block)

    def answer(self, message: dict[str, Any], block: bytes) -> None:
        """Do what a request asks and reply."""
        try:
            reply = self.operations[message["op"]](message, Decoder(block, self.resolve))
        except BaseException as error:
            reply = {"error": describe_error(error)}
        self.reply(message, reply)

    def reply(self, message: dict[str, Any], fields: dict[str, Any]) -> None:
        """Send ``fields``; a value that cannot be sent becomes an error."""
        try:
            encoded, block = encode_message(fields, self.handle)
        except (WireError, RecursionError, MemoryError, RuntimeError) as error:
            encoded, block = encode_message({"error": describe_error(error)}, self.handle)
        self.channel.send({"n": message.get("n"), **encoded}, block)

    def handle(self, value: Any) -> dict[str, Any]:
        """Register an object that is not plain data and describe it."""
        index = self.handle_of.get(id(value))
        if index is None:
            index = len(self.handles)
            self.handles.append(value)
            self.handle_of[id(value)] = index
        kinds = [(type, "class"), (types.ModuleType, "module"), (types.GeneratorType, "generator")]
        kinds += [(types.FunctionType, "function"), (types.BuiltinFunctionType, "function")]
        kind = next((name for base, name in kinds if isinstance(value, base)), "instance")
        name = getattr(value, "__name__", None)
        return {
            "t": "handle",
            "id": index,
            "kind": kind,
            "type": type(value).__name__,
            "types": [base.__name__ for base in type(value).__mro__][:20],
            "name": name if isinstance(name, str) else "",
            "callable": callable(value),
        }

    def resolve(self, value: dict[str, Any]) -> Any:
        """Turn a reference from the check process back into an object or a callback."""
        if value["t"] == "ref":
            return self.handles[value["id"]]
        if value["t"] == "callback":
            return self.callback(value["id"], value["name"])
        raise WireError(f"unknown tag {value['t']!r}")

    def callback(self, index: int, name: str) -> Callable[..., Any]:
        """Make a function that asks the check process to run one of its own."""

        def ask(*args: Any, **kwargs: Any) -> Any:
            encoded, block = encode_message({"args": list(args), "kwargs": kwargs}, self.handle)
            self.channel.send({"op": "callback", "id": index, **encoded}, block)
            reply, data = self.channel.receive()
            while "op" in reply:  # the function that was called back calls one of ours
                self.answer(reply, data)
                reply, data = self.channel.receive()
            decoder = Decoder(data, self.resolve)
            if "error" in reply:
                kind = getattr(__import__("builtins"), reply["error"]["type"], RuntimeError)
                raise kind(reply["error"]["message"])
            return decoder.decode(reply["value"])

        ask.__name__ = ask.__qualname__ = name
        return ask

    def run_cell(self, message: dict[str, Any], decoder: Decoder) -> dict[str, Any]:
        """Run one notebook cell in IPython."""
        out, err = BoundedText(), BoundedText()
        stdout, stderr = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = out, err
        try:
            result = self.shell.run_cell(message["source"], store_history=False)
        finally:
            sys.stdout, sys.stderr = stdout, stderr
        error = result.error_before_exec or result.error_in_exec
        reply: dict[str, Any] = {"stdout": out.text(), "stderr": err.text()}
        if error is not None:
            reply["error"] = describe_error(error)
        return reply

    def get(self, message: dict[str, Any], decoder: Decoder) -> dict[str, Any]:
        """Look a name up in the notebook's namespace."""
        name = message["name"]
        if name not in self.shell.user_ns:
            return {"missing": True}
        return {"value": self.shell.user_ns[name]}

    def call(self, message: dict[str, Any], decoder: Decoder) -> dict[str, Any]:
        """Call an object; report its result and which arguments it changed."""
        return answer_of(self.handles[message["id"]], message, decoder)

    def attribute(self, message: dict[str, Any], decoder: Decoder) -> dict[str, Any]:
        """Read an attribute."""
        return {"value": getattr(self.handles[message["id"]], message["name"])}

    def operator(self, message: dict[str, Any], decoder: Decoder) -> dict[str, Any]:
        """Apply a function of the module ``operator`` (or ``len``, ``list``, ``str``, ``repr``)."""
        import operator

        own: dict[str, Callable[..., Any]] = {"len": len, "list": list, "str": str, "repr": repr, "bool": bool}
        function = own.get(message["name"]) or getattr(operator, message["name"])
        return {"value": function(*decoder.decode(message["args"]))}

    def probe(self, message: dict[str, Any], decoder: Decoder) -> dict[str, Any]:
        """Run a public function of ``utils`` beside the student's objects; report as `call` does."""
        function = getattr(importlib.import_module(message["module"]), message["function"])
        return answer_of(function, message, decoder)


def answer_of(function: Callable[..., Any], message: dict[str, Any], decoder: Decoder) -> dict[str, Any]:
    """What a function returns for the arguments of a request and, when it changed some of them, all of them."""
    args, kwargs = decoder.decode(message["args"]), decoder.decode(message["kwargs"])
    before = snapshot([args, kwargs])
    reply: dict[str, Any] = {"value": function(*args, **kwargs)}
    if snapshot([args, kwargs]) != before:
        reply["changed"] = [args, kwargs]
    return reply


def snapshot(values: Any) -> tuple[Any, list[bytes]] | None:
    """Encoded form of plain values, to see whether a call changed them."""
    encoder = Encoder(lambda value: {"t": "object", "v": id(value)})
    try:
        return encoder.encode(values), encoder.blocks
    except (WireError, RuntimeError):
        return None


def limit_resources(limits: dict[str, int]) -> None:
    """Lower this process's limits and, when started as root, give up being root.

    Args:
        limits: cpu_seconds, file_size (bytes), memory (bytes of address space), processes, uid; 0 leaves a thing alone.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (512, 512))
    if limits["file_size"]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limits["file_size"], limits["file_size"]))
    if limits["cpu_seconds"]:
        resource.setrlimit(resource.RLIMIT_CPU, (limits["cpu_seconds"], limits["cpu_seconds"] + 5))
    if limits["uid"]:
        os.setgroups([])
        os.setresgid(limits["uid"], limits["uid"], limits["uid"])
        os.setresuid(limits["uid"], limits["uid"], limits["uid"])
    if limits["processes"]:
        resource.setrlimit(resource.RLIMIT_NPROC, (limits["processes"], limits["processes"]))
    if limits["memory"]:
        resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))


def serve(connection: socket.socket) -> None:
    """Serve requests on a connected socket until it closes."""
    connection.set_inheritable(False)
    # Helper modules handed in beside the notebook can be imported, but shadow nothing.
    sys.path.append(os.getcwd())
    StudentProcess(Channel(connection)).serve()


def main() -> None:
    """Entry point of a cold start: the socket's descriptor and the limits as JSON."""
    limit_resources(json.loads(sys.argv[2]))
    serve(socket.socket(fileno=int(sys.argv[1])))


if __name__ == "__main__":
    main()
