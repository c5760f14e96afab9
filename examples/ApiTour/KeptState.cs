using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.Torch.State;
using static TorchSharp.torch;

namespace ApiTour;

/// <summary>The state of a training of one's own: kept with what it was computed from, and recognised when it was damaged.</summary>
public static class KeptState
{
    /// <summary>Writes a state, reads it, and flips a bit of it.</summary>
    /// <returns>The steps and the weight that were read, and the words by which the damaged file is refused.</returns>
    public static (long Step, float Weight, string Refusal) Run(string path)
    {
        using (var state = new StateFile(step: 40, new Identity().With("seed", 1)))
        {
            state.Values["loss"] = 0.25;
            state.Add("weight", ones(3));
            state.Write(path);
        }
        float weight;
        long step;
        using (StateFile read = StateFile.Read(path)) (step, weight) = (read.Step, read.Tensor("weight").sum().item<float>());

        byte[] bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        try
        {
            StateFile.Read(path).Dispose();
            return (step, weight, "");
        }
        catch (InvalidDataException e)
        {
            return (step, weight, e.Message);
        }
    }
}
