"""a GRU stands where the LSTM belongs

A GRU has no cell beside its hidden state. It often does as well, but an LSTM was asked for.
Lesson: 9.2 "Four gates"
"""

class RowLSTM(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.GRU(28, 48, batch_first=True)
        self.head = nn.Linear(48, 10)

    def forward(self, x):
        rows = x[:, 0]
        out, h = self.lstm(rows)
        return self.head(out[:, -1])
