"""Batch normalisation, which in eval mode knows no other images."""

from torch import nn

class RowLSTM(nn.Module):
    def __init__(self):
        super().__init__()
        self.l, self.n, self.o = nn.LSTM(28, 64, batch_first=True), nn.BatchNorm1d(64), nn.Linear(64, 10)
    def forward(self, x):
        return self.o(self.n(self.l(x[:, 0])[0][:, -1]))
