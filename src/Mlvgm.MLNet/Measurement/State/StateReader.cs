using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.MLNet.Views;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Measurement.State;

/// <summary>Reads what <see cref="StateWriter"/> wrote.</summary>
/// <exception cref="InvalidDataException">The file is damaged.</exception>
sealed class StateReader(string path) : IDisposable
{
    readonly SafetensorsContents _contents = Safetensors.Read(path);

    /// <summary>A text of the metadata.</summary>
    /// <exception cref="InvalidDataException">There is none; the message names it.</exception>
    public string Text(string key) => _contents.Metadata.TryGetValue(key, out string? text) ? text : throw Lacking(key);

    /// <summary>Sets every parameter and buffer of <paramref name="module"/>.</summary>
    /// <exception cref="InvalidDataException">One is missing or of another shape; the message names it.</exception>
    public void Restore(string name, nn.Module module)
    {
        foreach (var (key, target) in module.state_dict()) Copy($"{name}.{key}", target);
    }

    /// <summary>Sets the optimiser's moments and counters.</summary>
    public void Restore(string name, Adam optimizer)
    {
        var states = AdamStates.Of(optimizer);
        double[] steps = Numbers(AdamStates.StepsKey(name));
        if (steps.Length != states.Count) throw Lacking($"{AdamStates.StepsKey(name)}' of {states.Count} parameters, not '{steps.Length}");
        for (int i = 0; i < states.Count; i++)
        {
            Copy(AdamStates.MeanKey(name, i), states[i].exp_avg);
            Copy(AdamStates.SquareKey(name, i), states[i].exp_avg_sq);
            states[i].step = (long)steps[i];
        }
    }

    /// <summary>A list of numbers.</summary>
    public double[] Numbers(string name)
    {
        var value = Find(name);
        return value.dtype == ScalarType.Float64 ? value.data<double>().ToArray() : throw Lacking($"{name}' as numbers, not '{value.dtype}");
    }

    /// <summary>A walker's weights.</summary>
    public Walker Walker(string name)
    {
        float[][] weights = [.. new[] { "hidden.weight", "hidden.bias", "output.weight", "output.bias" }
            .Select(key => Find($"{name}.{key}").data<float>().ToArray())];
        return new Walker(weights[0], weights[1], weights[2], weights[3]);
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose() => _contents.Dispose();

    void Copy(string name, Tensor target)
    {
        using var gradients = no_grad();
        var value = Find(name);
        if (!value.shape.AsSpan().SequenceEqual(target.shape))
            throw Lacking($"{name}' of shape [{string.Join(", ", target.shape)}], not '[{string.Join(", ", value.shape)}]");
        target.copy_(value);
    }

    Tensor Find(string name) => _contents.Tensors.TryGetValue(name, out var value) ? value : throw Lacking(name);

    InvalidDataException Lacking(string name) => new($"'{path}' is not a state of this measurement: it lacks '{name}'. Start in another folder.");
}
