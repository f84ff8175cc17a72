"""What PyTorch says of well-known mistakes: by these words an exception is recognised."""

from __future__ import annotations

PHRASES = (
    "inplace operation",
    "does not require grad",
    "must be an nn.Module",
    "must be Tensor, not ReLU",
    "mat1 and mat2",
    "before Module.__init__() call",
    'missing the required "forward" function',
    "not implemented for",
    "expected 'f' to be string",
    "is invalid for input of size",
)
