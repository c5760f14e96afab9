namespace Mlvgm.MLNet.Tests.States;

/// <summary>What a training is run with, and how far.</summary>
/// <param name="Inputs">What it is computed from.</param>
/// <param name="Folder">Where it keeps its state and its result.</param>
sealed record StateRun(StateInputs Inputs, string Folder)
{
    /// <summary>The step after which it is cancelled; it runs to its end when null.</summary>
    public int? StopAfter { get; init; }

    /// <summary>Whether an option that decides the result is another one.</summary>
    public bool OtherOption { get; init; }

    /// <summary>Told what is said.</summary>
    public Action<string> Log { get; init; } = _ => { };

    /// <summary>Called after every step.</summary>
    public Action<int> Stepped { get; init; } = _ => { };
}
