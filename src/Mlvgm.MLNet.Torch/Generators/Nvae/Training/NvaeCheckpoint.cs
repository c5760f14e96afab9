using System.Globalization;
using Mlvgm.MLNet.Torch.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Training;

/// <summary>Keeps everything a training run needs to go on as if it had never stopped.</summary>
static class NvaeCheckpoint
{
    const string OptimizerKey = "optimizer";
    const string StepKey = "step";
    const string ConfigurationKey = "configuration";
    const string RunKey = "run";

    /// <summary>Writes the state after <paramref name="step"/> steps.</summary>
    public static void Save(string path, NvaeNetwork network, Adamax optimizer, SpectralRegulariser? spectral, string run, long step)
    {
        using var scope = NewDisposeScope();
        var state = network.State.Concat(spectral?.State ?? []).Append(KeyValuePair.Create(OptimizerKey, OptimizerBytes.Pack(optimizer)));
        Safetensors.Write(path, state, new Dictionary<string, string>
        {
            [StepKey] = step.ToString(CultureInfo.InvariantCulture),
            [ConfigurationKey] = network.Configuration.ToJson(),
            [RunKey] = run,
        });
    }

    /// <summary>Restores what <see cref="Save"/> wrote and returns the steps done.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or belongs to another architecture or other options.</exception>
    public static long Load(string path, NvaeNetwork network, Adamax optimizer, SpectralRegulariser? spectral, string run)
    {
        using var contents = Safetensors.Read(path);
        Require(contents, path, ConfigurationKey, network.Configuration.ToJson());
        Require(contents, path, RunKey, run);
        if (!contents.Tensors.TryGetValue(OptimizerKey, out var packed)
            || !long.TryParse(contents.Metadata.GetValueOrDefault(StepKey), CultureInfo.InvariantCulture, out long step))
            throw new InvalidDataException($"'{path}' is not a checkpoint: it lacks '{OptimizerKey}' or '{StepKey}'.");
        network.Load(contents.Tensors, path);
        using var gradients = no_grad();
        foreach (var (name, value) in spectral?.State ?? []) value.copy_(contents[name]);
        OptimizerBytes.Unpack(optimizer, packed);
        return step;
    }

    static void Require(SafetensorsContents contents, string path, string key, string expected)
    {
        string? found = contents.Metadata.GetValueOrDefault(key);
        if (found != expected)
            throw new InvalidDataException($"The checkpoint '{path}' has another {key}: {found ?? "none"}; expected {expected}. " +
                "Resume with the same options, or start in another folder.");
    }
}
