using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Mlvgm.MLNet.Experiments.Tables;

/// <summary>What all encoders of an experiment have in common: the budget that each gets, and the data on which they are judged.</summary>
/// <example>See <c>examples/ApiTour/OwnExperiment.cs</c>.</example>
public sealed record ExperimentSettings
{
    /// <summary>The generator's name or path.</summary>
    public required string Generator { get; init; }

    /// <summary>The SHA-256 of the generator's file.</summary>
    public required string GeneratorSha256 { get; init; }

    /// <summary>The SHA-256 of the report of the measurement; null where there is none.</summary>
    public required string? MeasurementSha256 { get; init; }

    /// <summary>The SHA-256 of the real images: pixels, labels, class names and shape.</summary>
    public required string ImagesSha256 { get; init; }

    /// <summary>Every setting of the encoders' training that decides a result; a row's own framework and T_x take the place of those in it.</summary>
    public required JsonObject Encoder { get; init; }

    /// <summary>Small label budgets, beside all labels.</summary>
    public required IReadOnlyList<int> LabelsPerClass { get; init; }

    /// <summary>Every other setting of the probes that decides a result; null where all are as they were before there was a choice.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonObject? Probe { get; init; }
}
