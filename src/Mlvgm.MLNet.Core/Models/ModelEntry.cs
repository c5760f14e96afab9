using System.Text.Json;

namespace Mlvgm.MLNet.Models;

/// <summary>One model of a <see cref="ModelStore"/>, as <c>models.json</c> describes it.</summary>
/// <example>See <c>examples/ApiTour/ShippedFiles.cs</c>.</example>
public sealed record ModelEntry
{
    /// <summary>The name by which users ask for the model.</summary>
    public required string Name { get; init; }

    /// <summary><c>generator</c> or <c>encoder</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The registered architecture, such as <c>nvae</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>The files that hold the model, one per format.</summary>
    public required IReadOnlyList<ModelFile> Files { get; init; }

    /// <summary>The latents in generation order; empty for an encoder.</summary>
    public IReadOnlyList<ModelLatent> Latents { get; init; } = [];

    /// <summary>[channels, height, width] of the images made or read.</summary>
    public required IReadOnlyList<int> ImageShape { get; init; }

    /// <summary>The sampling temperature of a generator; null for an encoder.</summary>
    public double? Temperature { get; init; }

    /// <summary>What the model was trained on.</summary>
    public required string Data { get; init; }

    /// <summary>The licence of the weights.</summary>
    public required string Licence { get; init; }

    /// <summary>The exact command that made the model.</summary>
    public required string Command { get; init; }

    /// <summary>The seed of that command.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How long the command ran, in seconds of wall time.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>The machine it ran on.</summary>
    public required string Machine { get; init; }

    /// <summary>What is good to know about the model or its figures.</summary>
    public string? Notes { get; init; }

    /// <summary>Measured figures, by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Figures { get; init; } = new Dictionary<string, JsonElement>();
}

/// <summary>One file of a model.</summary>
/// <param name="Path">The path, relative to <c>models.json</c>.</param>
/// <param name="Sha256">The SHA-256 of the contents, 64 lower-case hexadecimal digits.</param>
/// <param name="Format"><c>safetensors</c> for training, <c>onnx</c> for inference.</param>
/// <example>See <c>examples/ApiTour/ShippedFiles.cs</c>.</example>
public sealed record ModelFile(string Path, string Sha256, string Format);
