"""the axis of the batch is taken for the steps

nn.LSTM expects (steps, N, features) unless batch_first=True: as it is, images are read one after
the other.
Lesson: 9.2 "A digit row by row"
"""

class RowLSTM(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(28, 48)
        self.head = nn.Linear(48, 10)

    def forward(self, x):
        rows = x[:, 0]
        out, (h, c) = self.lstm(rows)
        return self.head(out[:, -1])
