class RowLSTM(nn.Module):
    def __init__(self):
        super().__init__()
        self.cell = nn.LSTMCell(28, 40)
        self.head = nn.Linear(40, 10)

    def forward(self, x):
        h = torch.zeros(len(x), 40)
        c = torch.zeros_like(h)
        for t in range(x.shape[2]):
            h, c = self.cell(x[:, 0, t], (h, c))
        return self.head(h)
