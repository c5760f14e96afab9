namespace Mlvgm.MLNet.Training.Checkpoints;

/// <summary>Where the next pairs are to come from.</summary>
sealed class SourcePosition : ICheckpointPart
{
    /// <summary>The place behind the last pairs that were learned from; null before the first.</summary>
    public ViewPosition? Next { get; set; }

    public void Save(Checkpoint checkpoint)
    {
        if (Next is { } next) (checkpoint.Values["epoch"], checkpoint.Values["row"]) = (next.Epoch, next.Row);
    }

    public void Restore(Checkpoint checkpoint)
    {
        if (checkpoint.Values.ContainsKey("epoch")) Next = new ViewPosition(checkpoint.Value<int>("epoch"), checkpoint.Value<long>("row"));
    }
}
