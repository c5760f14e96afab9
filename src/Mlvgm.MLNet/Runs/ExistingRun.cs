namespace Mlvgm.MLNet.Runs;

/// <summary>What to do with a run directory that is not empty.</summary>
/// <example>See <c>examples/ApiTour/MonitoredTraining.cs</c>.</example>
public enum ExistingRun
{
    /// <summary>Stop with an error before any work.</summary>
    Refuse,

    /// <summary>
    /// Go on with the run in it, which must have the same options; one that has no checkpoint yet begins anew. The result is that of a run
    /// that was never interrupted, to the bit on a CPU.
    /// </summary>
    Resume,

    /// <summary>Delete the files of the run in it, and nothing else, and begin anew.</summary>
    Replace,
}
