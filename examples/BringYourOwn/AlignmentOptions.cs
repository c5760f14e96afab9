using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Settings;

namespace BringYourOwn;

/// <summary>A framework of one's own: alignment and uniformity on the sphere (Wang and Isola, ICML 2020).</summary>
public sealed record AlignmentOptions : FrameworkOptions
{
    /// <inheritdoc/>
    public override string Name => "Alignment";

    /// <summary>The weight of uniformity beside alignment.</summary>
    [Setting("Weight of uniformity beside alignment.", Above = 0)]
    public double UniformityWeight { get; init; } = 0.5;

    /// <inheritdoc/>
    protected override ISelfSupervisedFramework Build(FrameworkInput input) => new Alignment(this, input);
}
