using System.Diagnostics;

namespace Mlvgm.MLNet.Experiments.Feeding;

/// <summary>A constant power, declared by the user, times the time: no measurement.</summary>
/// <param name="watts">The power.</param>
sealed class DeclaredPower(double watts) : IEnergyCounter
{
    readonly long _start = Stopwatch.GetTimestamp();

    public string Source => FormattableString.Invariant($"not measured: {watts:G4} W, as declared, times the time");

    public double Joules() => watts * Stopwatch.GetElapsedTime(_start).TotalSeconds;
}
