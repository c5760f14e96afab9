using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Onnx;
using Mlvgm.Testing.Datasets;

namespace Mlvgm.MLNet.Experiments.Tests;

/// <summary>A small generator, a small encoder and small data in a folder of a test's own; each is made when it is first asked for.</summary>
sealed class TinyWorld : IDisposable
{
    readonly TemporaryFolder _folder = new();
    string? _generator, _encoder, _data;

    public string Generator => _generator ??= TinyModels.Generator(_folder);

    public string Encoder => _encoder ??= TinyModels.Encoder(_folder);

    /// <summary>The encoder, with a card that says what it learned from.</summary>
    public string EncoderOf(string generator, string strategy) => _encoder = TinyModels.Encoder(_folder, new EncoderTraining
    {
        Method = "SimCLR",
        Backbone = "linear",
        Generator = generator,
        Strategy = strategy,
        Augmentation = "no-color",
        Seed = 7,
        Steps = 40,
        BatchSize = 16,
    });

    public string Data => _data ??= TinyDataset.Write(_folder, trainImages: 160);

    public ImageSource Images => new(Data);

    public string Out => _folder.File("out");

    public string File(string name) => _folder.File(name);

    public string Text(string name) => System.IO.File.ReadAllText(_folder.File(name));

    /// <summary>The kept cells and when each was written.</summary>
    public IReadOnlyDictionary<string, DateTime> Cells() =>
        Directory.GetFiles(System.IO.Path.Combine(Out, "cells")).ToDictionary(file => file, System.IO.File.GetLastWriteTimeUtc);

    /// <summary>The names of the files of results, whole and partial.</summary>
    public IReadOnlyList<string> Results() => !Directory.Exists(Out) ? [] :
    [
        .. new[] { "index.*", "results.*" }.SelectMany(pattern => Directory.GetFiles(Out, pattern))
            .Select(file => System.IO.Path.GetFileName(file)).Order(StringComparer.Ordinal),
    ];

    /// <summary>Images in memory.</summary>
    public static ImageDataset Dataset(int count, params string[] classes) => new(
        TinyModels.Shape, [.. Enumerable.Range(0, count * TinyModels.Shape.Size).Select(i => (byte)(i * 31))],
        classes.Length == 0 ? [] : [.. Enumerable.Range(0, count).Select(i => i % classes.Length)], classes);

    public void Dispose() => _folder.Dispose();
}
