"""One convolution as wide as a row is a dense layer for each row."""

class RowLSTM(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 30, (1, 28))
        self.lstm = nn.LSTM(30, 64)
        self.norm = nn.BatchNorm1d(64)
        self.out = nn.Linear(64, 10)

    def forward(self, x):
        rows = self.conv(x).squeeze(3).permute(2, 0, 1)
        _, (h, c) = self.lstm(rows)
        return self.out(self.norm(h[0]))
