namespace Mlvgm.MLNet.WeightFiles.Pickle;

/// <summary>What a name stands for. Without either function it is only a value.</summary>
/// <param name="Call">Builds data from the arguments of REDUCE.</param>
/// <param name="Create">Builds an instance without attributes for NEWOBJ, from its name and arguments.</param>
sealed record GlobalRule(Func<PickledTuple, PickleContext, object?>? Call = null, Func<PickledGlobal, PickledTuple, object>? Create = null)
{
    /// <summary>Whether what it makes is a record of something that is not known.</summary>
    public bool Unknown { get; init; }

    /// <summary>Whether a file that only mentions the name is refused.</summary>
    public bool MustBeCalled { get; init; }
}
