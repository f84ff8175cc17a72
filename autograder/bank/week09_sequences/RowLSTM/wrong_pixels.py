"""one pixel is read at each step

A step reads a whole row of 28 pixels; 784 steps are too many to remember.
Lesson: 9.2 "A digit row by row"
"""

class RowLSTM(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(1, 48, batch_first=True)
        self.head = nn.Linear(48, 10)

    def forward(self, x):
        rows = x.flatten(1).unsqueeze(2)
        out, (h, c) = self.lstm(rows)
        return self.head(out[:, -1])
