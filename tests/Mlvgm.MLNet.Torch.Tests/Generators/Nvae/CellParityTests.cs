using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Generators.Nvae.Layers;
using Mlvgm.MLNet.Torch.Layouts;
using Mlvgm.MLNet.Torch.WeightFiles;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Generators.Nvae;

public class CellParityTests
{
    static readonly Dictionary<string, Func<nn.Module<Tensor, Tensor>>> Cells = new()
    {
        ["cell_decoder"] = () => new DecoderCell(4, 4, upsample: false, expansion: 6),
        ["cell_decoder_up"] = () => new DecoderCell(6, 3, upsample: true, expansion: 6),
        ["cell_decoder_up_post"] = () => new DecoderCell(6, 3, upsample: true, expansion: 3),
        ["cell_encoder"] = () => new EncoderCell(5, 5, downsample: false),
        ["cell_encoder_down"] = () => new EncoderCell(5, 10, downsample: true),
        ["skip_down"] = () => new SkipDown(4, 8),
        ["skip_up"] = () => new SkipUp(6, 3),
        ["squeeze_excite_32ch"] = () => new SqueezeExcitation(32),
        ["squeeze_excite_96ch"] = () => new SqueezeExcitation(96),
        ["weight_norm_conv3x3"] = () => new WeightNormConv2d(3, 5, 3),
    };

    public static TheoryData<string> Names => [.. Cells.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cell_computes_what_the_reference_computes(string name)
    {
        using var scope = NewDisposeScope();
        using var cases = ParityFile.Open("ops_nvae.safetensors");
        using var cell = Cells[name]();
        string prefix = $"{name}/weights.";
        ModuleState.Load(cell, cases.Tensors.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value), name);
        cell.eval();
        var x = cases[$"{name}/in.x"].clone().requires_grad_();
        var y = cell.forward(ChannelsLast.Convert(x));
        ParityFile.AssertClose(cases[$"{name}/out"], y, 2e-5, name);
        if (!cases.Tensors.TryGetValue($"{name}/grad.x", out var gradient)) return;
        (y * cases[$"{name}/in.R"]).sum().backward();
        ParityFile.AssertClose(gradient, x.grad!, 1e-3, $"{name}, gradient");
    }

    [Fact]
    public void The_normal_distribution_is_the_references()
    {
        using var scope = NewDisposeScope();
        using var cases = ParityFile.Open("ops_nvae.safetensors");
        double temperature = cases["normal/in.temperature"].item<float>();
        var normal = NvaeNormal.From(cat([cases["normal/in.mu"], cases["normal/in.log_sigma"]], 1));
        ParityFile.AssertClose(cases["normal/out.mu"], normal.Mean, 2e-5, "mean");
        ParityFile.AssertClose(cases["normal/out.sigma"], normal.Deviation * temperature, 2e-5, "deviation");
        ParityFile.AssertClose(cases["normal/out.z"], normal.Sample(cases["normal/in.eps"], temperature), 2e-5, "sample");
        var prior = new NvaeNormal(cases["normal/in.prior_mu_clamped"], cases["normal/in.prior_sigma"]);
        var tempered = normal with { Deviation = normal.Deviation * temperature };
        ParityFile.AssertClose(cases["normal/out.kl_to_prior"].sum([1, 2, 3]), tempered.DivergenceFrom(prior), 2e-4, "divergence");
    }
}
