"""reshape is taken for a swap of axes

reshape keeps the order of the numbers and mixes rows of different images; transpose or permute
swaps axes.
Lesson: 9.2 "A digit row by row"
"""

class RowLSTM(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(28, 48)
        self.head = nn.Linear(48, 10)

    def forward(self, x):
        rows = x.reshape(28, -1, 28)
        out, (h, c) = self.lstm(rows)
        return self.head(out[-1])
