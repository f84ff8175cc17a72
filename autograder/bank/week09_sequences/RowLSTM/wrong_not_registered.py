"""the layers are kept in a plain list

parameters() finds layers that are attributes or in an nn.ModuleList.
Lesson: 9.2 "A digit row by row"
"""

class RowLSTM(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.LSTM(28, 48, batch_first=True), nn.Linear(48, 10)]

    def forward(self, x):
        rows = x[:, 0]
        out, (h, c) = self.layers[0](rows)
        return self.layers[1](out[:, -1])
