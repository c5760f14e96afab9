namespace Mlvgm.Fuzzing.Running;

/// <summary>What a fuzzed reader did so far, over all of its processes.</summary>
sealed record CaseCounts
{
    /// <summary>Cases that were read.</summary>
    public long Read { get; set; }

    /// <summary>Cases that were refused.</summary>
    public long Refused { get; set; }

    /// <summary>Cases that did neither, or took too much.</summary>
    public long Failed { get; set; }

    /// <summary>Processor time of the slowest case, in milliseconds.</summary>
    public double SlowestMilliseconds { get; set; }

    /// <summary>The most that a case allocated, in bytes.</summary>
    public long LargestMemory { get; set; }

    /// <summary>Processor time of the processes, in seconds.</summary>
    public double ProcessorSeconds { get; set; }

    /// <summary>The largest resident memory of a process, in bytes.</summary>
    public long ResidentMemory { get; set; }

    /// <summary>The processes: one, and one more after each that was ended.</summary>
    public int Processes { get; set; }
}
