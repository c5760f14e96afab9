using System.Text.Json.Nodes;
using Mlvgm.MLNet.Torch.State;

namespace Mlvgm.MLNet.Training;

/// <summary>The mean of the losses since it was last taken.</summary>
sealed class MeterWindow(string name) : IStatePart
{
    double _sum;
    int _count;

    /// <summary>Steps since the mean was last taken.</summary>
    public int Count => _count;

    public void Add(double loss) => (_sum, _count) = (_sum + loss, _count + 1);

    /// <summary>The mean, after which the window begins anew.</summary>
    public double Take()
    {
        double mean = _sum / _count;
        (_sum, _count) = (0, 0);
        return mean;
    }

    public void Save(StateFile state) => state.Values[name] = new JsonArray(_sum, _count);

    public void Restore(StateFile state)
    {
        var values = state.Values[name]!.AsArray();
        (_sum, _count) = (values[0]!.GetValue<double>(), values[1]!.GetValue<int>());
    }
}
