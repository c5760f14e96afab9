using System.Globalization;
using System.Text.Json.Nodes;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.State;

/// <summary>The moments and step counters of an Adam or Adamax, in the order of its parameters, under <c>prefix.*</c>.</summary>
/// <remarks>TorchSharp's own writer refuses moments of parameters that are stored channels last.</remarks>
sealed class OptimizerPart(string prefix, OptimizerHelper optimizer) : IStatePart
{
    string StepsKey => $"{prefix}.steps";

    public void Save(StateFile state)
    {
        foreach (var (name, moment) in Moments()) state.Add(name, moment);
        state.Values[StepsKey] = new JsonArray([.. States().Select(one => JsonValue.Create(Steps(one)))]);
    }

    public void Restore(StateFile state)
    {
        OptimizerState[] states = [.. States()];
        if (state.Values[StepsKey] is not JsonArray steps || steps.Count != states.Length)
            throw new InvalidDataException($"The state lacks '{StepsKey}' of {states.Length} parameters.");
        foreach (var (name, moment) in Moments()) state.CopyTo(name, moment);
        foreach (var (one, count) in states.Zip(steps)) SetSteps(one, count!.GetValue<long>());
    }

    IEnumerable<OptimizerState> States() => optimizer.state_dict().State;

    IEnumerable<(string Name, Tensor Value)> Moments() => States().SelectMany((one, i) => one switch
    {
        Adam.State adam => new[] { (Key(i, "mean"), adam.exp_avg), (Key(i, "square"), adam.exp_avg_sq) },
        Adamax.State adamax => [(Key(i, "mean"), adamax.exp_avg), (Key(i, "norm"), adamax.exp_inf)],
        _ => throw Unknown(one),
    });

    string Key(int parameter, string moment) => string.Create(CultureInfo.InvariantCulture, $"{prefix}.{parameter}.{moment}");

    static long Steps(OptimizerState one) => one switch { Adam.State adam => adam.step, Adamax.State adamax => adamax.step, _ => throw Unknown(one) };

    static void SetSteps(OptimizerState one, long steps)
    {
        if (one is Adam.State adam) adam.step = steps;
        else if (one is Adamax.State adamax) adamax.step = steps;
        else throw Unknown(one);
    }

    static NotSupportedException Unknown(OptimizerState one) => new($"The state of {one.GetType().FullName} cannot be kept.");
}
