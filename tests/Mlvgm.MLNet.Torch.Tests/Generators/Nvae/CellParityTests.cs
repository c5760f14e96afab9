using System.Globalization;
using Mlvgm.MLNet.OnnxImport.Layouts;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Generators.Nvae.Layers;
using Mlvgm.MLNet.Torch.Generators.Nvae.Likelihoods;
using Mlvgm.MLNet.Torch.Weights;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Generators.Nvae;

public class CellParityTests
{
    const string File = "ops_nvae.safetensors";
    const string Weights = "weights.";
    const double Tolerance = 2e-5;

    public static TheoryData<string> Names => ParityCases.InFile(File);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_case_is_what_the_reference_computes(string name)
    {
        using var scope = NewDisposeScope();
        using var c = ParityCases.OpenInFile(File, name);
        switch (name.Split('_')[0])
        {
            case "normal":
                AssertNormal(c);
                break;
            case "mixture":
                AssertMixture(c);
                break;
            case "combiner":
                AssertLayer(c, name, Layer(name, c), ChannelsLast.Convert(cat([c["in.x"], c["in.z"]], 1)), "conv.");
                break;
            default:
                AssertLayer(c, name, Layer(name, c), c["in.x"], "");
                break;
        }
    }

    /// <summary>The layer of a case, of the sizes that its tensors tell.</summary>
    static nn.Module<Tensor, Tensor> Layer(string name, ParityTensors c)
    {
        long inputs = c["in.x"].shape[1], outputs = c["out"].shape[1];
        bool changesSides = c["in.x"].shape[2] != c["out"].shape[2];
        return name.Split('_') switch
        {
            ["cell", "decoder", .., "post"] => new DecoderCell(inputs, outputs, changesSides, expansion: 3),
            ["cell", "decoder", ..] => new DecoderCell(inputs, outputs, changesSides, expansion: 6),
            ["cell", "encoder", ..] => new EncoderCell(inputs, outputs, changesSides),
            ["skip", "down", ..] => new SkipDown(inputs, outputs),
            ["skip", "up", ..] => new SkipUp(inputs, outputs),
            ["squeeze", ..] => new SqueezeExcitation(inputs),
            ["combiner", ..] => new WeightNormConv2d(inputs + c["in.z"].shape[1], outputs, 1),
            ["weight", ..] => new WeightNormConv2d(inputs, outputs, c[$"{Weights}parametrizations.weight.original1"].shape[2]),
            _ => throw new NotSupportedException($"There is no layer for the case '{name}'."),
        };
    }

    static void AssertLayer(ParityTensors c, string name, nn.Module<Tensor, Tensor> layer, Tensor input, string path)
    {
        using var owner = layer;
        string prefix = Weights + path;
        ModuleState.Load(layer, c.Tensors.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value), name);
        layer.eval();
        var x = input.clone().requires_grad_();
        var y = layer.forward(ChannelsLast.Convert(x));
        ParityFile.AssertClose(c["out"], y, Tolerance, name);
        if (!c.Tensors.TryGetValue("grad.x", out var gradient)) return;
        (y * c["in.R"]).sum().backward();
        ParityFile.AssertClose(gradient, x.grad!, 1e-3, $"{name}, gradient");
    }

    static void AssertNormal(ParityTensors c)
    {
        var parameters = cat([c["in.mu"], c["in.log_sigma"]], 1);
        double temperature = c["in.temperature"].item<float>();
        var normal = NvaeNormal.From(parameters);
        var tempered = normal with { Deviation = normal.Deviation * temperature };
        ParityFile.AssertClose(c["out.mu"], normal.Mean, Tolerance, "mean");
        ParityFile.AssertClose(c["out.sigma"], tempered.Deviation, Tolerance, "deviation");
        ParityFile.AssertClose(c["out.z"], new NvaeSampling(temperature).Draw(parameters, c["in.eps"]), Tolerance, "sample");
        ParityFile.AssertClose(c["out.z"], tempered.Sample(c["in.eps"]), Tolerance, "sample");
        var prior = new NvaeNormal(c["in.prior_mu_clamped"], c["in.prior_sigma"]);
        ParityFile.AssertClose(c["out.kl_to_prior"].sum([1, 2, 3]), tempered.DivergenceFrom(prior), 2e-4, "divergence");
        var standardised = (c["out.z"] - tempered.Mean) / tempered.Deviation;
        ParityFile.AssertClose(
            c["out.log_p_of_z"], -0.5 * standardised.square() - 0.5 * Math.Log(2 * Math.PI) - tempered.Deviation.log(), 2e-4, "log-density");
    }

    static void AssertMixture(ParityTensors c)
    {
        var likelihood = new RgbLogisticMixture(int.Parse(c.Metadata["num_mixtures"], CultureInfo.InvariantCulture));
        var logits = c["in.logits"];
        var (h, w) = (logits.shape[2], logits.shape[3]);
        ParityFile.AssertClose(c["out.log_prob"], likelihood.LogProbabilityPerPixel(logits, c["in.x_pm1"]).flatten(1), 2e-4, "log-probability");
        ParityFile.AssertWithin(c["out.mean"], likelihood.Mean(logits) * 2 - 1, 1e-4, "mean");
        ParityFile.AssertWithin(c["out.sample"], likelihood.Sample(
            logits, c["in.u_mixture"].view(logits.shape[0], -1, h, w), c["in.u_logistic"].view(-1, 3, h, w)) * 2 - 1, 1e-4, "sample");
    }
}
