"""the whole image is read in one step

With a single step nothing is remembered: the rows are the steps.
Lesson: 9.2 "A digit row by row"
"""

class RowLSTM(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(784, 48, batch_first=True)
        self.head = nn.Linear(48, 10)

    def forward(self, x):
        rows = x.flatten(1).unsqueeze(1)
        out, (h, c) = self.lstm(rows)
        return self.head(out[:, -1])
