namespace Mlvgm.MLNet.Training.Checkpoints;

/// <summary>A part of a training run's state. Restored from a checkpoint, it goes on as if the run had never stopped.</summary>
interface ICheckpointPart
{
    /// <summary>Adds this part's state to a checkpoint that is about to be written.</summary>
    void Save(Checkpoint checkpoint);

    /// <summary>Takes this part's state from a checkpoint that was read.</summary>
    /// <exception cref="InvalidDataException">The checkpoint lacks a value, or a tensor has another shape; the message names it.</exception>
    void Restore(Checkpoint checkpoint);
}
