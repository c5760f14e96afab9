"""Training steps of SimSiam in PyTorch, for comparison with the library's: takes its turn for every line of standard input.

Usage: train_step.py LAYOUT BACKBONE WIDTH SIDE BATCH STEPS THREADS, where LAYOUT is default or channels_last.
"""
import sys

import torch
from torch import nn


class Residual(nn.Module):
    """A basic block (expansion 1) or a bottleneck (expansion 4) around a shortcut."""

    def __init__(self, inputs, width, stride, expansion):
        super().__init__()
        outputs = expansion * width
        sizes = [(inputs, width, 3, stride), (width, width, 3, 1)] if expansion == 1 else [
            (inputs, width, 1, 1), (width, width, 3, stride), (width, outputs, 1, 1)]
        layers = []
        for i, (a, b, kernel, step) in enumerate(sizes):
            layers += [nn.Conv2d(a, b, kernel, step, kernel // 2, bias=False), nn.BatchNorm2d(b)]
            if i < len(sizes) - 1:
                layers.append(nn.ReLU(inplace=True))
        self.inner = nn.Sequential(*layers)
        same = stride == 1 and inputs == outputs
        self.shortcut = nn.Identity() if same else nn.Sequential(
            nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        return torch.relu_(self.inner(x).add_(self.shortcut(x)))


def backbone(name, width, side):
    """The network up to its pooled features, and their number."""
    blocks, expansion = {"resnet18": ([2, 2, 2, 2], 1), "resnet50": ([3, 4, 6, 3], 4)}[name]
    stem = [nn.Conv2d(3, width, 3, 1, 1, bias=False)] if side <= 64 else [nn.Conv2d(3, width, 7, 2, 3, bias=False)]
    stem += [nn.BatchNorm2d(width), nn.ReLU(inplace=True)]
    if side > 64:
        stem.append(nn.MaxPool2d(3, 2, 1))
    layers, inputs = stem, width
    for stage, count in enumerate(blocks):
        for block in range(count):
            stride = 2 if stage > 0 and block == 0 else 1
            layers.append(Residual(inputs, width << stage, stride, expansion))
            inputs = expansion * (width << stage)
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten()), inputs


def heads(features):
    """SimSiam's projector and predictor, as wide as the library's defaults."""
    width = min(2048, 4 * features)
    projector = nn.Sequential(
        nn.Linear(features, width, bias=False), nn.BatchNorm1d(width), nn.ReLU(inplace=True),
        nn.Linear(width, width, bias=False), nn.BatchNorm1d(width), nn.ReLU(inplace=True),
        nn.Linear(width, width), nn.BatchNorm1d(width, affine=False))
    predictor = nn.Sequential(
        nn.Linear(width, width // 4, bias=False), nn.BatchNorm1d(width // 4), nn.ReLU(inplace=True), nn.Linear(width // 4, width))
    return projector, predictor


def main():
    layout, name = sys.argv[1:3]
    width, side, batch, steps, threads = map(int, sys.argv[3:])
    memory_format = torch.channels_last if layout == "channels_last" else torch.contiguous_format
    torch.set_num_threads(threads)
    encoder, features = backbone(name, width, side)
    projector, predictor = heads(features)
    modules = nn.ModuleList([encoder, projector, predictor]).to(memory_format=memory_format)
    optimizer = torch.optim.SGD(modules.parameters(), 1e-3, momentum=0.9, weight_decay=1e-4)
    views = [torch.rand(batch, 3, side, side).contiguous(memory_format=memory_format) for _ in range(2)]
    print("ready", flush=True)
    for _ in sys.stdin:
        for _ in range(steps):
            z1, z2 = (projector(encoder(view)) for view in views)
            p1, p2 = predictor(z1), predictor(z2)
            loss = -0.5 * (torch.cosine_similarity(p1, z2.detach()).mean() + torch.cosine_similarity(p2, z1.detach()).mean())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        print("done", flush=True)


if __name__ == "__main__":
    main()
