class RowLSTM(nn.Module):
    def __init__(self):
        super().__init__()
        self.size = 32
        self.w_x = nn.Parameter(0.15 * torch.randn(28, 128))
        self.w_h = nn.Parameter(0.15 * torch.randn(32, 128))
        self.b = nn.Parameter(torch.zeros(128))
        self.w_out = nn.Parameter(0.15 * torch.randn(32, 10))
        self.b_out = nn.Parameter(torch.zeros(10))

    def forward(self, x):
        h = c = torch.zeros(x.shape[0], self.size)
        for row in x.squeeze(1).unbind(dim=1):
            i, f, g, o = (row @ self.w_x + h @ self.w_h + self.b).chunk(4, dim=1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
        return h @ self.w_out + self.b_out
