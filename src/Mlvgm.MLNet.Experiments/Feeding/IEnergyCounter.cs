namespace Mlvgm.MLNet.Experiments.Feeding;

/// <summary>Counts the energy that a machine uses.</summary>
interface IEnergyCounter
{
    /// <summary>What the figure rests on, in plain words.</summary>
    string Source { get; }

    /// <summary>Joules since the counter was made.</summary>
    double Joules();
}
