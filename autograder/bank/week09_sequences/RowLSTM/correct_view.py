class RowLSTM(nn.Module):
    def __init__(self, hidden=64, classes=10):
        super().__init__()
        self.lstm = nn.LSTM(28, hidden, batch_first=True)
        self.head = nn.Linear(hidden, classes)

    def forward(self, x):
        rows = x.view(-1, 28, 28)
        out, (h, c) = self.lstm(rows)
        return self.head(out[:, -1])
