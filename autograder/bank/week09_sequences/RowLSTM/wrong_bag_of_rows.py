"""each row is read from an empty memory and the answers are averaged

The state after one row is where the next begins; else their order is lost.
Lesson: 9.1 "Unrolled"
"""

class RowLSTM(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(28, 48, batch_first=True)
        self.head = nn.Linear(48, 10)

    def forward(self, x):
        rows = x.reshape(-1, 1, 28)
        out = self.lstm(rows)[0].reshape(len(x), 28, 48)
        return self.head(out.mean(dim=1))
