using System.Globalization;
using System.Numerics;
using Mlvgm.MLNet.WeightFiles.Bytes;
using Mlvgm.MLNet.WeightFiles.Pickle;

namespace Mlvgm.MLNet.WeightFiles.Checkpoints;

/// <summary>The keys of dictionaries as parts of a tensor's name: text as it is, others as Python would print them.</summary>
static class KeyText
{
    const int MostDepth = 8;
    const int MostItems = 32;

    /// <summary>The text of <paramref name="key"/>. Two keys of one text are found out where their tensors are added.</summary>
    public static string Of(object key, ReadBudget budget) => key as string ?? Show(key, budget, depth: 0);

    static string Show(object? key, ReadBudget budget, int depth)
    {
        // Charged for each part: a tuple of tuples may hold one of them many times.
        budget.Charge(64 + 4L * MostDepth * ((key as string)?.Length ?? 0));
        return Text(key, budget, depth);
    }

    static string Text(object? key, ReadBudget budget, int depth) => key switch
    {
        null => "None",
        string text => $"'{text}'",
        bool flag => flag ? "True" : "False",
        long number => number.ToString(CultureInfo.InvariantCulture),
        BigInteger number => number.ToString(CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        PickledGlobal { Name: "None", Module: "builtins" } => "None",
        PickledTuple when depth == MostDepth => "(...)",
        PickledTuple { Count: > MostItems } tuple => $"({tuple.Count} items)",
        PickledTuple tuple => $"({string.Join(", ", tuple.Select(item => Show(item, budget, depth + 1)))}{(tuple.Count == 1 ? "," : "")})",
        PickledObject { Arguments.Count: > 0 } instance when depth < MostDepth => $"{instance.ClassName}{Show(instance.Arguments, budget, depth + 1)}",
        PickledObject { State.Count: > 0 and <= MostItems } instance when depth < MostDepth =>
            $"{instance.ClassName}({string.Join(", ", instance.State.Select(pair => $"{Field(pair.Key)}={Show(pair.Value, budget, depth + 1)}"))})",
        PickledObject instance => instance.ClassName,
        PickledBytes bytes => $"{bytes.Length} bytes",
        _ => $"{key}",
    };

    static string Field(object key) => key is string { Length: <= 80 } name ? name : "...";
}
