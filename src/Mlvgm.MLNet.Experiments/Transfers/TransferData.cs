using Mlvgm.MLNet.Evaluation.Datasets;
using Mlvgm.MLNet.Experiments.Inputs;

namespace Mlvgm.MLNet.Experiments.Transfers;

/// <summary>A data set on which encoders are judged.</summary>
/// <param name="Dataset">The data set.</param>
/// <param name="Folder">The folder that holds it.</param>
/// <example>See <c>examples/ApiTour/TransferredEncoder.cs</c>.</example>
public sealed record TransferData(IDatasetDefinition Dataset, string Folder)
{
    /// <summary>Reads <c>NAME=FOLDER</c>, the name being one of <see cref="DatasetDefinitions"/>.</summary>
    /// <exception cref="ArgumentException">It has no name or no folder, or there is no data set of that name.</exception>
    public static TransferData Parse(string text)
    {
        var (name, folder) = NamedText.Split(text, "--data", "NAME=FOLDER");
        return new TransferData(DatasetDefinitions.Find(name), folder);
    }
}
