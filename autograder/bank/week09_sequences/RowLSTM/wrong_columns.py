"""columns are read instead of rows

At each step the LSTM reads the 28 pixels of a row; the axis of the steps is the height.
Lesson: 9.2 "A digit row by row"
"""

class RowLSTM(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(28, 48, batch_first=True)
        self.head = nn.Linear(48, 10)

    def forward(self, x):
        rows = x[:, 0].transpose(1, 2)
        out, (h, c) = self.lstm(rows)
        return self.head(out[:, -1])
