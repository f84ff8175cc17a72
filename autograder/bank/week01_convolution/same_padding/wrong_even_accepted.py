"""an even span is not refused

With an even span one side would need more padding than the other.
Lesson: 1.3 "Padding"
"""

def same_padding(kernel, dilation=1):
    span = dilation * (kernel - 1) + 1
    return (span - 1) // 2
