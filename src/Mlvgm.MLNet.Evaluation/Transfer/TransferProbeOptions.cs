using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Evaluation.Transfer;

/// <summary>Which linear classifier judges an encoder, and how each is trained. Options of whatever judges by transfer hold these.</summary>
/// <example>See <c>examples/ApiTour/TransferredEncoder.cs</c>.</example>
public record TransferProbeOptions : ISettings
{
    /// <summary>Which classifier is trained.</summary>
    [Setting("Lbfgs or Sdca: ML.NET's maximum entropy on fixed features. Sgd: the paper's, on images cropped anew in every epoch.")]
    public ProbeKind Probe { get; init; } = ProbeKind.Lbfgs;

    /// <summary>Options of ML.NET's trainers; <see cref="Probe"/> says which of them it is.</summary>
    public LogisticRegressionOptions Linear { get; init; } = new();

    /// <summary>Options of <see cref="ProbeKind.Sgd"/>.</summary>
    public SgdProbe.Options Sgd { get; init; } = new();
}
