"""the channel axis is left in

nn.LSTM reads (N, steps, features): three axes. The one channel has to go.
Lesson: 9.2 "A digit row by row"
"""

class RowLSTM(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(28, 48, batch_first=True)
        self.head = nn.Linear(48, 10)

    def forward(self, x):
        rows = x
        out, (h, c) = self.lstm(rows)
        return self.head(out[:, -1])
