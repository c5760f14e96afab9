using Mlvgm.MLNet.Evaluation.Probes;

namespace Mlvgm.MLNet.Evaluation.Transfer;

/// <summary>Which linear classifier judges an encoder.</summary>
/// <example>See <c>examples/ApiTour/TransferredEncoder.cs</c>.</example>
public enum ProbeKind
{
    /// <summary>ML.NET's maximum entropy on features that are computed once: <see cref="LinearProbe"/>.</summary>
    Lbfgs,

    /// <summary>The same model fitted by stochastic dual coordinate ascent, ML.NET's other trainer of it.</summary>
    Sdca,

    /// <summary>The paper's, on images that are cropped anew in every epoch: <see cref="SgdProbe"/>.</summary>
    Sgd,
}
