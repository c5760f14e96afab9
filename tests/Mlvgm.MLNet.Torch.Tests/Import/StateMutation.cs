using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Import;

/// <summary>Changes state dictionaries as another network, a newer version or malice would: names, shapes, types, numbers.</summary>
/// <param name="random">Decides what and where.</param>
sealed class StateMutation(Random random)
{
    static readonly string[] Indices = ["-1", "0", "00", "7", "99", "1000000", "2147483647", "99999999999999999999", "x", ""];

    /// <summary>A changed copy, in the caller's dispose scope.</summary>
    public Dictionary<string, Tensor> Apply(IReadOnlyDictionary<string, Tensor> state)
    {
        var changed = state.ToDictionary(pair => pair.Key, pair => pair.Value);
        for (int i = random.Next(1, 4); i > 0; i--) Once(changed);
        return changed;
    }

    void Once(Dictionary<string, Tensor> state)
    {
        string name = state.Keys.ElementAt(random.Next(state.Count));
        var value = state[name];
        switch (random.Next(8))
        {
            case 0 when state.Count > 1:
                state.Remove(name);
                break;
            case 1:
                state.Remove(name);
                state[Renumbered(name)] = value;
                break;
            case 2:
                state[Renumbered(name)] = value;
                break;
            case 3:
                state[name] = value.to(int64);
                break;
            case 4:
                state[name] = full(value.shape, random.Next(2) == 0 ? float.NaN : float.PositiveInfinity);
                break;
            case 5:
                state[name] = zeros([.. value.shape.Select(_ => (long)random.Next(4))]);
                break;
            case 6:
                state[name] = random.Next(2) == 0 ? value.flatten() : value.unsqueeze(0);
                break;
            default:
                state[name] = Resized(value);
                break;
        }
    }

    /// <summary>One side twice as long, half as long, one, or none.</summary>
    Tensor Resized(Tensor value)
    {
        if (value.dim() == 0) return value.expand(2).clone();
        int axis = random.Next((int)value.dim());
        long side = value.shape[axis];
        return random.Next(4) switch
        {
            0 => cat([value, value], axis),
            1 => value.narrow(axis, 0, side / 2).clone(),
            2 => value.narrow(axis, 0, Math.Min(1, side)).clone(),
            _ => value.narrow(axis, 0, 0).clone(),
        };
    }

    /// <summary>The name with a number in it changed, or another character.</summary>
    string Renumbered(string name)
    {
        int[] digits = [.. Enumerable.Range(0, name.Length).Where(i => char.IsAsciiDigit(name[i]))];
        if (digits.Length == 0) return name[..random.Next(name.Length)] + "~";
        int at = digits[random.Next(digits.Length)];
        return name[..at] + Indices[random.Next(Indices.Length)] + name[(at + 1)..];
    }
}
