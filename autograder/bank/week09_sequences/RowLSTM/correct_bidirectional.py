class RowLSTM(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(28, 48, bidirectional=True, batch_first=True)
        self.head = nn.Linear(96, 10)

    def forward(self, x):
        rows = x[:, 0]
        out, (h, c) = self.lstm(rows)
        return self.head(torch.cat([h[0], h[1]], dim=1))
