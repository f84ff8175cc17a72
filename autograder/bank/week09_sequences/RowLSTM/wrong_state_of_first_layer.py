"""the state of the first of two layers is used

h has one state for each layer, the last layer's at h[-1]; the layer above would never learn.
Lesson: 9.2 "A digit row by row"
"""

class RowLSTM(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(28, 48, num_layers=2, batch_first=True)
        self.head = nn.Linear(48, 10)

    def forward(self, x):
        rows = x[:, 0]
        out, (h, c) = self.lstm(rows)
        return self.head(h[0])
