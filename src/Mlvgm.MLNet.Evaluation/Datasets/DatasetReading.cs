using Mlvgm.MLNet.Data;

namespace Mlvgm.MLNet.Evaluation.Datasets;

/// <summary>How the images of a data set are read (<see cref="DatasetDefinitions.Read"/>).</summary>
/// <example>See <c>examples/ApiTour/TransferredEncoder.cs</c>.</example>
public sealed record DatasetReading
{
    /// <summary>What to do with images that do not decode, or cannot be read.</summary>
    public UndecodableImages Undecodable { get; init; }

    /// <inheritdoc cref="ImageDatasetOptions.AsStored"/>
    public bool AsStored { get; init; }

    /// <summary>
    /// The share of every class that is held out as the test part, above 0 and below 1, of data of the user's own without parts; the seed of the split is that of the
    /// run. Published data sets keep their parts. None when null.
    /// </summary>
    public double? HoldOut { get; init; }
}
