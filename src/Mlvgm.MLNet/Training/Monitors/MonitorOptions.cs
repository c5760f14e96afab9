using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Training.Monitors;

/// <summary>
/// The options of a monitor, which measures an encoder from time to time: its readings are logged, and decide which encoder is the best and when a run
/// stops early. To bring one of your own, derive a record, and hand it to an estimator or register it in <see cref="MonitorRegistry"/>.
/// </summary>
/// <example>See <c>examples/ApiTour/MonitoredTraining.cs</c>.</example>
public abstract record MonitorOptions : IChoice
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <summary>Builds the monitor; null where there is nothing for it to look at.</summary>
    /// <param name="input">What there is to look at.</param>
    /// <exception cref="SettingsException">An option is outside its range.</exception>
    /// <exception cref="ArgumentException">There is something to look at, but too little.</exception>
    public IEncoderMonitor? Create(MonitorInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        SettingsOf.Validate(this);
        return Build(input);
    }

    /// <summary>Builds the monitor; null where there is nothing for it to look at.</summary>
    /// <param name="input">What there is to look at.</param>
    protected abstract IEncoderMonitor? Build(MonitorInput input);
}
