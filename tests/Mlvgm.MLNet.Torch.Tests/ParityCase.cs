using System.Globalization;
using System.Text.Json;
using Mlvgm.MLNet.Torch.Weights;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests;

/// <summary>The weights of a random network, and what the reference computes with them; tolerances are those of the folder's README.</summary>
sealed class ParityCase(SafetensorsContents weights, SafetensorsContents vectors) : IDisposable
{
    const double ImageLimit = 5e-5;
    const double TensorTolerance = 2e-5;

    public SafetensorsContents Weights => weights;

    public SafetensorsContents Vectors => vectors;

    /// <summary>The architecture, as the reference's constructor arguments.</summary>
    public JsonElement Config => Json("config");

    public string Text(string key) => weights.Metadata.TryGetValue(key, out string? text)
        ? text
        : throw new KeyNotFoundException($"The case has no metadata '{key}'.");

    public double Number(string key) => double.Parse(Text(key), CultureInfo.InvariantCulture);

    public JsonElement Json(string key)
    {
        using var document = JsonDocument.Parse(Text(key));
        return document.RootElement.Clone();
    }

    /// <summary>The names of the vectors that begin with <paramref name="prefix"/>; those stored as statistics without their suffix.</summary>
    public IReadOnlyList<string> Names(string prefix) => [.. vectors.Tensors.Keys
        .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
        .Select(name => name.EndsWith(".chmean", StringComparison.Ordinal) || name.EndsWith(".chstd", StringComparison.Ordinal)
            ? name[..name.LastIndexOf('.')]
            : name)
        .Distinct()];

    /// <summary>Fails when a result is not the reference's vector of that name, whole or as its statistics per channel.</summary>
    public void AssertVector(string name, Tensor actual)
    {
        using var scope = NewDisposeScope();
        if (vectors.Tensors.TryGetValue(name, out var reference))
        {
            double largest = reference.abs().max().item<float>();
            bool isImage = name.EndsWith("image", StringComparison.Ordinal);
            ParityFile.AssertWithin(reference, actual, isImage ? ImageLimit * Math.Max(1, largest) : TensorTolerance * largest, name);
            return;
        }
        var deviation = vectors[$"{name}.chstd"];
        double limit = TensorTolerance * deviation.abs().max().item<float>() + 1e-6;
        ParityFile.AssertWithin(vectors[$"{name}.chmean"], actual.mean([2, 3]), limit, $"{name}.chmean");
        ParityFile.AssertWithin(deviation, actual.std([2, 3], unbiased: false), limit, $"{name}.chstd");
    }

    public void Dispose()
    {
        weights.Dispose();
        vectors.Dispose();
    }
}
