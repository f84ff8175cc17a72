"""the LSTM is cut off from the gradient

No gradient reaches the LSTM any more: it never learns.
Lesson: 9.1 "Unrolled"
"""

class RowLSTM(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(28, 48, batch_first=True)
        self.head = nn.Linear(48, 10)

    def forward(self, x):
        rows = x[:, 0]
        with torch.no_grad():
            out, (h, c) = self.lstm(rows)
        return self.head(out[:, -1])
