using Mlvgm.MLNet.Evaluation.Datasets;

namespace Mlvgm.MLNet.Experiments.Transfers;

/// <summary>A data set on which encoders are judged.</summary>
/// <param name="Dataset">The data set.</param>
/// <param name="Folder">The folder that holds it.</param>
/// <example>See <c>examples/ApiTour/TransferredEncoder.cs</c>.</example>
public sealed record TransferData(IDatasetDefinition Dataset, string Folder);
