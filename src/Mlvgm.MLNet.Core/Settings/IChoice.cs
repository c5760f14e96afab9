namespace Mlvgm.MLNet.Settings;

/// <summary>Options that are one of several kinds, such as those of one framework: the kind's name is itself a setting.</summary>
/// <example>See <c>examples/ApiTour/OwnSettings.cs</c>.</example>
public interface IChoice : ISettings
{
    /// <summary>The name by which the kind is chosen, such as <c>SimSiam</c>.</summary>
    string Name { get; }
}
