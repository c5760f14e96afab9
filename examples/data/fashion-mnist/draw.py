#!/usr/bin/env python3
"""Draws the balanced subset of Fashion-MNIST in this folder: the same source gives the same bytes.

Usage: python3 draw.py [SOURCE_FOLDER] [OUTPUT_FOLDER]
"""
import gzip
import os
import random
import struct
import sys

SEED = 2024
PER_CLASS = {"train": 600, "t10k": 200}


def read_idx(path, rank):
    with gzip.open(path, "rb") as stream:
        header = struct.unpack(f">{1 + rank}I", stream.read(4 + 4 * rank))
        assert header[0] == 0x800 + rank, path
        return header[1:], stream.read()


def write_idx(path, dimensions, values):
    # Level 9 and no time or file name in the header: nothing depends on when or where this runs.
    with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as stream:
        stream.write(struct.pack(f">{1 + len(dimensions)}I", 0x800 + len(dimensions), *dimensions))
        stream.write(values)


def draw(source, output, split, per_class):
    (count, height, width), images = read_idx(os.path.join(source, f"{split}-images-idx3-ubyte.gz"), 3)
    _, labels = read_idx(os.path.join(source, f"{split}-labels-idx1-ubyte.gz"), 1)
    order = list(range(count))
    random.Random(f"{SEED}/{split}").shuffle(order)
    taken = [0] * 10
    chosen = []
    for index in order:
        if taken[labels[index]] < per_class:
            taken[labels[index]] += 1
            chosen.append(index)
    assert taken == [per_class] * 10, taken
    size = height * width
    write_idx(os.path.join(output, f"{split}-images-idx3-ubyte.gz"), (len(chosen), height, width),
              b"".join(images[i * size:(i + 1) * size] for i in chosen))
    write_idx(os.path.join(output, f"{split}-labels-idx1-ubyte.gz"), (len(chosen),), bytes(labels[i] for i in chosen))


if __name__ == "__main__":
    here = os.path.dirname(os.path.abspath(__file__))
    source = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/datasets/fashion-mnist"
    output = sys.argv[2] if len(sys.argv) > 2 else here
    for split, per_class in PER_CLASS.items():
        draw(source, output, split, per_class)
