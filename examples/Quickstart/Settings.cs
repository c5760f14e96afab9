using System.Globalization;

namespace Quickstart;

/// <summary>What the Quickstart does; the defaults fit 5 minutes on two cores.</summary>
public sealed record Settings
{
    /// <summary>The seed of everything that is drawn.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Where views.png, encoder.onnx and the rest go.</summary>
    public string OutputFolder { get; init; } = Path.Combine("runs", "quickstart");

    /// <summary>auto, cpu or cuda:N.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Optimiser steps.</summary>
    public int Steps { get; init; } = 800;

    /// <summary>Pairs of views in a step.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Channels of the first stage of ResNet-10; the features are 8 times as wide.</summary>
    public int Width { get; init; } = 16;

    /// <summary>Peak learning rate per 256 pairs. Far above the paper's 0.03, whose runs are hundreds of times as long.</summary>
    public double LearningRate { get; init; } = 0.3;

    /// <summary>Smallest share of the area that a random crop keeps. The generator varies the views; tighter crops cost a short run accuracy.</summary>
    public double SmallestCrop { get; init; } = 0.6;

    /// <summary>Each draws its own labels where few are used.</summary>
    public IReadOnlyList<ulong> LabelSeeds { get; init; } = [0, 1, 2];

    /// <summary>Images of the labelled sets that are used; null for all.</summary>
    public int? ImageLimit { get; init; }

    /// <summary>A few steps on a few images, to see that everything runs.</summary>
    public Settings Quick() => this with { Steps = 4, BatchSize = 16, Width = 4, ImageLimit = 400 };

    /// <summary>Reads the command line.</summary>
    public static Settings Parse(string[] args)
    {
        var settings = new Settings();
        for (int i = 0; i < args.Length; i++)
        {
            settings = args[i] switch
            {
                "--quick" => settings.Quick(),
                "--seed" => settings with { Seed = Number(Value(args, ref i)) },
                "--out" => settings with { OutputFolder = Value(args, ref i) },
                "--device" => settings with { Device = Value(args, ref i) },
                var unknown => throw new ArgumentException($"Unknown option '{unknown}'. Options: --quick, --seed N, --out DIR, --device auto|cpu|cuda:N."),
            };
        }
        return settings;
    }

    static ulong Number(string text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number)
        ? number
        : throw new ArgumentException($"A seed is a whole number from 0 on, not '{text}'.");

    static string Value(string[] args, ref int i) =>
        ++i < args.Length ? args[i] : throw new ArgumentException($"Option '{args[i - 1]}' needs a value.");
}
