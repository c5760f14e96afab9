using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Frameworks.SimClr;

/// <summary>The options of SimCLR (Chen et al., ICML 2020); the defaults are the paper's.</summary>
/// <example>See <c>examples/ApiTour/EveryFramework.cs</c>.</example>
public sealed record SimClrOptions : FrameworkOptions
{
    /// <inheritdoc/>
    public override string Name => "SimCLR";

    /// <summary>τ of the loss; positive.</summary>
    [Setting("Temperature of the loss.", Placeholder = "T", Above = 0)]
    public double Temperature { get; init; } = 0.1;

    /// <summary>Width of the projector's output.</summary>
    [Setting("Width of the projector's output.", Minimum = 1)]
    public int ProjectionWidth { get; init; } = 128;

    /// <inheritdoc/>
    protected override ISelfSupervisedFramework Build(FrameworkInput input) => new SimClrFramework(this, input);
}
