namespace Mlvgm.MLNet.Settings;

/// <summary>
/// A record of options of one concern. Its properties with a <see cref="SettingAttribute"/> are settings, its properties of a type that is itself
/// <see cref="ISettings"/> are parts. Everything else that knows settings comes from that declaration: validation, the JSON of a run, what a resumed run
/// compares, the options of the command line and the tables of the documentation.
/// </summary>
/// <example>See <c>examples/ApiTour/OwnSettings.cs</c>.</example>
public interface ISettings
{
    /// <summary>
    /// Adds what ranges cannot say: settings that do not go together. Ranges are checked without it; since all that is wrong is said at once, it is also called
    /// where values are out of their ranges, of which it need say nothing, but never where one is missing.
    /// </summary>
    /// <param name="violations">Receives what is wrong.</param>
    void Check(Violations violations)
    {
    }
}
