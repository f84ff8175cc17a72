class RowLSTM(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(28, 48)
        self.head = nn.Linear(48, 10)

    def forward(self, x):
        rows = x.squeeze(1).permute(1, 0, 2)
        out, (h, c) = self.lstm(rows)
        return self.head(out[-1])
