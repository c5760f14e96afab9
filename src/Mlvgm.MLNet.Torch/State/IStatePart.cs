namespace Mlvgm.MLNet.Torch.State;

/// <summary>A part of what a training changes. Restored from a state, it goes on as if the training had never stopped.</summary>
interface IStatePart
{
    /// <summary>Adds this part to a state that is about to be written.</summary>
    void Save(StateFile state);

    /// <summary>Takes this part from a state that was read.</summary>
    /// <exception cref="InvalidDataException">The state lacks a value, or a tensor has another shape; the message names it.</exception>
    void Restore(StateFile state);
}
