namespace Mlvgm.MLNet.Onnx;

/// <summary>How an encoder was trained.</summary>
/// <example>See <c>examples/ApiTour/EncoderAlone.cs</c>.</example>
public sealed record EncoderTraining
{
    /// <summary>The self-supervised framework, such as <c>simsiam</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The architecture of the encoder, such as <c>resnet18-small</c>.</summary>
    public required string Backbone { get; init; }

    /// <summary>The generator that made the views, or the data set.</summary>
    public required string Generator { get; init; }

    /// <summary>How positive views were made from anchors, such as <c>random(z1: 0.3)</c>.</summary>
    public required string Strategy { get; init; }

    /// <summary>T_x, what changed both views, such as <c>no-color</c>; null where the card does not say.</summary>
    public string? Augmentation { get; init; }

    /// <summary>The seed of every draw.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Optimiser steps.</summary>
    public required long Steps { get; init; }

    /// <summary>Pairs of views per step.</summary>
    public required int BatchSize { get; init; }
}
