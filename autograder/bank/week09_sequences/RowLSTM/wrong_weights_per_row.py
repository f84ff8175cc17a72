"""every row has a cell of its own

The same weights read every row: that is what makes the network recurrent.
Lesson: 9.1 "Unrolled"
"""

class RowLSTM(nn.Module):
    def __init__(self):
        super().__init__()
        self.cells = nn.ModuleList(nn.LSTMCell(28, 16) for _ in range(28))
        self.head = nn.Linear(16, 10)

    def forward(self, x):
        h = c = torch.zeros(len(x), 16)
        for cell, row in zip(self.cells, x[:, 0].unbind(1)):
            h, c = cell(row, (h, c))
        return self.head(h)
