using Mlvgm.MLNet.Seeding;
using Mlvgm.MLNet.Torch.Generators.Nvae.Nvlabs;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Generators.Nvae;

/// <summary>A decoder of random weights under NVlabs' keys: 16x16 images, 2 scales of 1 and 2 groups, 3 latent channels, 2 mixtures.</summary>
static class TinyNvlabs
{
    const int Latent = 3;

    /// <summary>The state dictionary, in the caller's dispose scope.</summary>
    public static Dictionary<string, Tensor> State()
    {
        var state = new Dictionary<string, Tensor> { ["prior_ftr0"] = Numbers("prior_ftr0", 8, 4, 4) };
        Convolution("dec_tower.0.conv", 8 + Latent, 8);
        Cell("dec_tower.1", 8, 4, up: true, expansion: 6);
        Cell("dec_tower.2", 4, 4, up: false, expansion: 6);
        Convolution("dec_tower.3.conv", 4 + Latent, 4);
        Cell("dec_tower.4", 4, 4, up: false, expansion: 6);
        Convolution("dec_tower.5.conv", 4 + Latent, 4);
        Convolution("dec_sampler.0.1", 4, 2 * Latent);
        Convolution("dec_sampler.1.1", 4, 2 * Latent);
        Cell("post_process.0", 4, 2, up: true, expansion: 3);
        Cell("post_process.1", 2, 2, up: false, expansion: 3);
        Convolution("image_conditional.1", 2, 20, kernel: 3);
        return state;

        void Convolution(string path, long inputs, long outputs, long kernel = 1, bool hasBias = true)
        {
            Add($"{path}.weight", outputs, inputs, kernel, kernel);
            Add($"{path}.log_weight_norm", outputs, 1, 1, 1);
            if (hasBias) Add($"{path}.bias", outputs);
        }

        void Cell(string path, long inputs, long outputs, bool up, long expansion)
        {
            long hidden = inputs * expansion;
            int first = up ? 1 : 0;
            string layers = $"{path}._ops.0.conv";
            if (up) Convolution($"{path}.skip.1", inputs, outputs, hasBias: false);
            Norm($"{layers}.{first}.bn", inputs);
            Add($"{layers}.{first + 1}.conv.0.weight", hidden, inputs, 1, 1);
            Norm($"{layers}.{first + 1}.conv.1", hidden);
            Add($"{layers}.{first + 2}.conv.0.weight", hidden, 1, 5, 5);
            Norm($"{layers}.{first + 2}.conv.1", hidden);
            Add($"{layers}.{first + 3}.weight", outputs, hidden, 1, 1);
            Add($"{layers}.{first + 3}.weight_normalized", outputs, hidden, 1, 1);
            Norm($"{layers}.{first + 4}.bn", outputs);
            Add($"{path}.se.se.0.weight", 4, outputs);
            Add($"{path}.se.se.0.bias", 4);
            Add($"{path}.se.se.2.weight", outputs, 4);
            Add($"{path}.se.se.2.bias", outputs);
        }

        void Norm(string path, long channels)
        {
            foreach (string part in (string[])["weight", "bias", "running_mean", "running_var"]) Add($"{path}.{part}", channels);
            state[$"{path}.running_var"] = state[$"{path}.running_var"].abs() + 0.5;
            state[$"{path}.num_batches_tracked"] = tensor(7L);
        }

        void Add(string name, params long[] shape) => state[name] = Numbers(name, shape);
    }

    /// <summary>Writes the generator and returns its path.</summary>
    public static string Write(string folder, double temperature = 0.7)
    {
        using var scope = NewDisposeScope();
        string path = Path.Combine(folder, "tiny-nvlabs.safetensors");
        NvlabsNvaeFile.Write(path, State().Where(pair => NvlabsNvaeFile.IsDecoder(pair.Key)), temperature);
        return path;
    }

    static Tensor Numbers(string name, params long[] shape)
    {
        var stream = new RandomStream(new SeedKey(3, $"test/nvlabs/{name}"));
        float[] values = new float[shape.Aggregate(1L, (product, d) => product * d)];
        for (int i = 0; i < values.Length; i++) values[i] = (float)stream.NextUniform(-1, 1);
        return tensor(values, shape);
    }
}
