using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Measurement.Output;

namespace Mlvgm.MLNet.Experiments.Designs;

/// <summary>The strategies that a folder of <c>mlvgm measure</c> makes available; none where there is no folder.</summary>
/// <param name="folder">The folder, or null.</param>
sealed class MeasuredStrategies(string? folder)
{
    /// <summary>Noise whose magnitude costs every latent the same information.</summary>
    public string? Calibrated => folder is null ? null : $"calibrated:{Existing(MeasurementFolder.ReportName)}";

    /// <summary>The walker of every latent.</summary>
    public string? Learned => folder is null ? null : $"ml-learned:{Existing(MeasurementFolder.WalkersName)}";

    /// <summary>The SHA-256 of the measurement's report.</summary>
    public string? Sha256 => folder is null ? null : FileHash.Sha256(Existing(MeasurementFolder.ReportName));

    string Existing(string name)
    {
        string path = Path.Combine(folder!, name);
        return Path.Exists(path)
            ? path
            : throw new FileNotFoundException($"'{folder}' is no folder of 'mlvgm measure': it lacks {name}.", path);
    }
}
