"""the message of the error does not say which argument is to blame

Who calls your function wants to know what to change.
Lesson: 1.3 "Padding"
"""

def same_padding(kernel, dilation=1):
    span = dilation * (kernel - 1) + 1
    if span % 2 == 0:
        raise ValueError("must be odd")
    return (span - 1) // 2
