using System.Globalization;
using TorchSharp.Modules;

namespace Mlvgm.MLNet.Measurement.State;

/// <summary>The moments of an Adam optimiser, in the order of its parameters, and the names under which they are kept.</summary>
static class AdamStates
{
    public static IReadOnlyList<Adam.State> Of(Adam optimizer) => [.. optimizer.state_dict().State.Cast<Adam.State>()];

    public static string MeanKey(string name, int parameter) => Key(name, parameter, "mean");

    public static string SquareKey(string name, int parameter) => Key(name, parameter, "square");

    public static string StepsKey(string name) => $"{name}.steps";

    static string Key(string name, int parameter, string moment) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}.{parameter}.{moment}");
}
