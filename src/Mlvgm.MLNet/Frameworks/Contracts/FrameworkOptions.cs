using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Frameworks.Contracts;

/// <summary>
/// The options of a self-supervised framework. To bring one of your own, derive a record with its settings, and hand it to an estimator or register it in
/// <see cref="FrameworkRegistry"/>: run directory, resume, card, export and the command line then work as for those that the library brings.
/// </summary>
/// <example>See <c>examples/ApiTour/EveryFramework.cs</c>.</example>
public abstract record FrameworkOptions : IChoice
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <summary>Builds the framework with seeded heads, on the CPU, in training mode.</summary>
    /// <param name="input">The encoder that it is for, and the seed.</param>
    /// <exception cref="SettingsException">An option is outside its range.</exception>
    public ISelfSupervisedFramework Create(FrameworkInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfLessThan(input.FeatureWidth, 1, nameof(input));
        SettingsOf.Validate(this);
        Torch.Native.TorchNative.EnsureLoaded();
        return Build(input);
    }

    /// <summary>Builds the framework; equal inputs give equal weights.</summary>
    /// <param name="input">The encoder that it is for, and the seed.</param>
    protected abstract ISelfSupervisedFramework Build(FrameworkInput input);
}
