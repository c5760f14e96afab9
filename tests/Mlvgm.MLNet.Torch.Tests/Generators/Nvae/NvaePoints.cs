using Mlvgm.MLNet.Torch.Generators.Nvae;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Generators.Nvae;

/// <summary>The points of one run of a decoder, by the names that both variants' vectors give them.</summary>
sealed class NvaePoints
{
    readonly Dictionary<string, Tensor> _byName = new(StringComparer.Ordinal);
    int _towerModules;
    int _samplers;
    int _postModules;

    public NvaePoints(NvaeDecoder decoder, IReadOnlyList<Tensor> noise, NvaeSampling sampling)
    {
        var x = decoder.Start(noise[0].shape[0]);
        foreach (var ((stage, level), eps) in decoder.Stages.Zip(decoder.Configuration.Levels).Zip(noise))
        {
            string group = $"scale_{level.Scale}.group_{level.Group}";
            for (int i = 0; i < stage.Cells.Count; i++) AddTower($"{group}.cell_{i}", x = stage.Cells[i].forward(x));
            var prior = stage.Prior?.forward(x);
            if (prior is not null) Add($"prior_params.{level.Key}", $"dec_sampler.{_samplers++}", prior);
            var z = sampling.Draw(prior, eps);
            Add($"z.{level.Key}", $"z.dec_tower.{_towerModules}", z);
            AddTower($"combined.{level.Key}", x = stage.Combine(x, z));
            if (stage.Upsampling is not null) AddTower($"scale_{level.Scale}.upsampling", x = stage.Upsampling.forward(x));
        }
        foreach (var cell in decoder.PostProcessing)
        {
            int cells = decoder.Configuration.ProcessCells;
            x = cell.forward(x);
            Add($"post.block_{_postModules / cells}.cell_{_postModules % cells}", $"post_process.{_postModules}", x);
            _postModules++;
        }
        Logits = decoder.Logits.forward(x);
    }

    public Tensor Logits { get; }

    public Tensor this[string name] =>
        _byName.TryGetValue(name, out var value) ? value : throw new KeyNotFoundException($"The decoder has no point '{name}'.");

    void AddTower(string name, Tensor value) => Add(name, $"dec_tower.{_towerModules++}", value);

    // NVlabs' names count modules; the names of the two variants do not meet.
    void Add(string name, string nvlabsName, Tensor value) => _byName[name] = _byName[nvlabsName] = value;
}
