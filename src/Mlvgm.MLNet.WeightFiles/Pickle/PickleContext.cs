using Mlvgm.MLNet.WeightFiles.Bytes;

namespace Mlvgm.MLNet.WeightFiles.Pickle;

/// <summary>What the reading of one file goes on with.</summary>
/// <param name="Budget">Charged before anything is allocated.</param>
/// <param name="Ignored">Told of names that are not known.</param>
sealed record PickleContext(ReadBudget Budget, IgnoredNames Ignored)
{
    /// <summary>The context of a new file.</summary>
    public PickleContext(ReadBudget budget) : this(budget, new IgnoredNames(budget))
    {
    }
}
