"""SimSiam from a folder of images by torchvision's transforms and PyTorch's loader, for comparison with the library: one turn, timed from a step on.

Usage: train_folder.py FOLDER SIDE BATCH STEPS WIDTH AUGMENTATION WARM_UP THREADS WORKERS, where the first WARM_UP steps are not counted, WIDTH 0 makes pairs without a network, and AUGMENTATION is crop-flip or all-full-size.
Prints "turn", then the seconds, the processor seconds of this process and the loader's, and the share of waiting for pairs.
"""
import os
import sys
import time

import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import transforms
from torchvision.datasets import ImageFolder

from train_step import backbone, heads


class TwoViews:
    """Both views of an image, each by draws of its own."""

    def __init__(self, change):
        self.change = change

    def __call__(self, image):
        return self.change(image), self.change(image)


def views_of(side, augmentation):
    """T_x as the library has it, in torchvision's words."""
    steps = [transforms.RandomResizedCrop(side, scale=(0.2, 1.0)), transforms.RandomHorizontalFlip()]
    if augmentation == "all-full-size":
        steps += [transforms.RandomApply([transforms.ColorJitter(0.4, 0.4, 0.4, 0.1)], p=0.8), transforms.RandomGrayscale(p=0.2)]
    return transforms.Compose(steps + [transforms.ToTensor(), transforms.Normalize([0.5] * 3, [0.5] * 3)])


def processor_seconds(processes):
    """User and system time of processes that live, from the kernel."""
    ticks = 0
    for process in processes:
        with open(f"/proc/{process}/stat", encoding="ascii") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


class Step:
    """One step of training; nothing where there is no network."""

    def __init__(self, width, side):
        if width == 0:
            self.modules = None
            return
        self.encoder, features = backbone("resnet18", width, side)
        self.projector, self.predictor = heads(features)
        self.modules = nn.ModuleList([self.encoder, self.projector, self.predictor]).to(memory_format=torch.channels_last)
        self.optimizer = torch.optim.SGD(self.modules.parameters(), 1e-3, momentum=0.9, weight_decay=1e-4)

    def run(self, views):
        if self.modules is None:
            return
        z1, z2 = (self.projector(self.encoder(view.contiguous(memory_format=torch.channels_last))) for view in views)
        p1, p2 = self.predictor(z1), self.predictor(z2)
        loss = -0.5 * (torch.cosine_similarity(p1, z2.detach()).mean() + torch.cosine_similarity(p2, z1.detach()).mean())
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        loss.item()


def main():
    folder, (side, batch, steps, width) = sys.argv[1], map(int, sys.argv[2:6])
    augmentation, (warm_up, threads, workers) = sys.argv[6], map(int, sys.argv[7:10])
    torch.manual_seed(1)
    torch.set_num_threads(threads)
    step = Step(width, side)
    loader = DataLoader(ImageFolder(folder, TwoViews(views_of(side, augmentation))), batch_size=batch, shuffle=True, num_workers=workers, drop_last=True)
    pairs = iter(loader)
    processes = [os.getpid()] + [worker.pid for worker in getattr(pairs, "_workers", [])]
    waiting = 0
    for number in range(steps):
        asked = time.perf_counter()
        views, _ = next(pairs)
        waiting += time.perf_counter() - asked
        step.run(views)
        if number == warm_up - 1:
            began, cpu, waiting = time.perf_counter(), processor_seconds(processes), 0
    seconds = time.perf_counter() - began
    print("turn", seconds, processor_seconds(processes) - cpu, waiting / seconds, flush=True)


if __name__ == "__main__":
    main()
