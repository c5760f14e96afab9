using Mlvgm.MLNet.WeightFiles.Bytes;

namespace Mlvgm.MLNet.WeightFiles.Pickle;

/// <summary>What a name on the allow-list stands for. Without either function it is only a value.</summary>
/// <param name="Call">Builds data from the arguments of REDUCE.</param>
/// <param name="Create">Builds an empty instance for NEWOBJ.</param>
sealed record GlobalRule(Func<PickledTuple, ReadBudget, object?>? Call = null, Func<PickledGlobal, object>? Create = null);
