using Mlvgm.MLNet.Torch.State;

namespace Mlvgm.MLNet.Training.Sources;

/// <summary>Where the next pairs are to come from.</summary>
sealed class SourcePosition : IStatePart
{
    /// <summary>The place behind the last pairs that were learned from; null before the first.</summary>
    public ViewPosition? Next { get; set; }

    public void Save(StateFile state)
    {
        if (Next is { } next) (state.Values["epoch"], state.Values["row"]) = (next.Epoch, next.Row);
    }

    public void Restore(StateFile state)
    {
        if (state.Values.ContainsKey("epoch")) Next = new ViewPosition(state.Value<int>("epoch"), state.Value<long>("row"));
    }
}
