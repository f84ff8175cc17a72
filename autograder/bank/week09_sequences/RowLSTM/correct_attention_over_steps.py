class RowLSTM(nn.Module):
    def __init__(self, hidden=32):
        super().__init__()
        self.project = nn.Linear(28, 24)
        self.rnn = nn.LSTM(24, hidden, batch_first=True, bidirectional=True)
        self.score = nn.Linear(2 * hidden, 1)
        self.out = nn.Linear(2 * hidden, 10)

    def forward(self, x):
        states, _ = self.rnn(torch.tanh(self.project(x[:, 0])))
        weights = self.score(states).softmax(1)
        return self.out((weights * states).sum(1))
