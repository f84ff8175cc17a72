class RowLSTM(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(28, 48, batch_first=True)
        self.head = nn.Sequential(nn.Dropout(0.1), nn.LazyLinear(32), nn.ReLU(), nn.LazyLinear(10))

    def forward(self, x):
        rows = x[:, 0]
        out, (h, c) = self.lstm(rows, (torch.zeros(1, len(x), 48), torch.zeros(1, len(x), 48)))
        return self.head(out[:, -1])
