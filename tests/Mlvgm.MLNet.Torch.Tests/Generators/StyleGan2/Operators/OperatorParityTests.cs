using Mlvgm.MLNet.Torch.Generators.StyleGan2.Layers;
using Mlvgm.MLNet.Torch.Generators.StyleGan2.Operators;
using Mlvgm.MLNet.Torch.Weights;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Generators.StyleGan2.Operators;

public class OperatorParityTests
{
    const string File = "ops_stylegan2.safetensors";
    const double Tolerance = 2e-5;
    const double GradientTolerance = 1e-3;

    static readonly Dictionary<string, Func<Func<string, Tensor>, Tensor>> Operators = new()
    {
        ["bias_act_linear_clamp"] = x => BiasActivation.Linear(x("x"), x("b").view(-1, 1, 1), 0.8),
        ["bias_act_lrelu"] = x => Activated(x, Math.Sqrt(2), null),
        ["bias_act_lrelu_gain_clamp"] = x => Activated(x, Math.Sqrt(2) * 0.7, 0.9),
        ["downsample2d"] = x => UpFirDn.Apply(x("x"), x("f"), (1, 1), (2, 2), ImagePadding.Even(1)),
        ["fc_linear"] = x => FullyConnected(x, 1, activate: false),
        ["fc_lrelu_lr0.01"] = x => FullyConnected(x, 0.01, activate: true),
        ["filter_1331"] = _ => ResampleFilter.Create(),
        ["normalize_2nd_moment"] = x => SecondMoment.Normalise(x("x")),
        ["postprocess_crop48_resize16"] = x => ImagePostProcessing.Apply(x("x"), 48, 16),
        ["truncate_psi0.7"] = x => Truncation.Apply(x("w"), x("w_avg"), 0.7),
        ["upfirdn2d_down2_negpad"] = x => UpFirDn.Apply(x("x"), x("f"), (1, 1), (2, 2), new ImagePadding(-1, 2, 3, -2)),
        ["upfirdn2d_up2_pad_gain"] = x => UpFirDn.Apply(x("x"), x("f"), (2, 2), (1, 1), new ImagePadding(1, 2, 0, 3), 4),
        ["upfirdn2d_up2_pad_gain_flip"] = x => UpFirDn.Apply(x("x"), x("f"), (2, 2), (1, 1), new ImagePadding(1, 2, 0, 3), 4, correlate: true),
        ["upfirdn2d_up3_down2_xy"] = x => UpFirDn.Apply(x("x"), x("f"), (3, 2), (2, 1), new ImagePadding(2, 1, 1, 2), 6),
        ["upsample2d"] = x => ResampleFilter.Upsample(x("x"), x("f")),
    };

    static readonly Dictionary<string, IModulatedConvolution> Convolutions = new()
    {
        ["scaled"] = new ScaledConvolution(),
        ["folded"] = new FoldedConvolution(),
        ["pointwise"] = new PointwiseConvolution(),
    };

    public static TheoryData<string> Names => [.. Operators.Keys];

    public static TheoryData<string, string> Modulated
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string name in new[] { "3x3_demod", "3x3_demod_tiny_style", "3x3_nodemod", "3x3_up2_demod", "3x3_up2_nodemod", "1x1_nodemod" })
                foreach (string way in Convolutions.Keys.Where(way => way != "pointwise" || name[0] == '1')) data.Add($"modconv_{name}", way);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_operator_computes_what_the_reference_computes(string name) => Check(name, Operators[name]);

    [Theory]
    [MemberData(nameof(Modulated))]
    public void A_modulated_convolution_computes_what_the_reference_computes(string name, string way) => Check(name, x =>
    {
        var weight = x("weight");
        bool demodulate = !name.Contains("nodemod", StringComparison.Ordinal);
        var kernel = new ModulatedKernel(weight, demodulate ? ModulatedKernel.EnergyOf(weight) : null,
            name.Contains("up2", StringComparison.Ordinal) ? x("f") : null);
        return Convolutions[way].Apply(x("x"), x("styles"), kernel);
    });

    [Fact]
    public void Every_case_of_the_file_has_an_operator()
    {
        using var cases = ParityFile.Open(File);
        var known = Operators.Keys.Concat(Modulated.Select(row => row.Data.Item1));
        Assert.Empty(cases.Tensors.Keys.Select(key => key.Split('/')[0]).Except(known));
    }

    static void Check(string name, Func<Func<string, Tensor>, Tensor> compute)
    {
        using var scope = NewDisposeScope();
        using var cases = ParityFile.Open(File);
        var inputs = new Dictionary<string, Tensor>();
        Tensor Input(string key)
        {
            if (inputs.TryGetValue(key, out var known)) return known;
            bool differentiable = cases.Tensors.ContainsKey($"{name}/grad.{key}");
            return inputs[key] = cases[$"{name}/in.{key}"].clone().requires_grad_(differentiable);
        }
        var result = compute(Input);
        string output = cases.Tensors.ContainsKey(name) ? name : $"{name}/out";
        Assert.Equal(cases[output].shape, result.shape);
        ParityFile.AssertClose(cases[output], result, Tolerance, name);
        if (!inputs.Values.Any(value => value.requires_grad)) return;
        (result * cases[$"{name}/in.R"]).sum().backward();
        foreach (var (key, value) in inputs.Where(pair => pair.Value.requires_grad))
            ParityFile.AssertClose(cases[$"{name}/grad.{key}"], value.grad!, GradientTolerance, $"{name}, gradient of {key}");
    }

    /// <summary>The gain is given to what is activated.</summary>
    static Tensor Activated(Func<string, Tensor> x, double gain, double? clamp) =>
        BiasActivation.LeakyRelu(x("x") * gain, (x("b") * gain).view(-1, 1, 1), clamp);

    static Tensor FullyConnected(Func<string, Tensor> x, double multiplier, bool activate)
    {
        var (weight, bias) = (x("weight"), x("bias"));
        var layer = new FullyConnectedLayer(weight.shape[1], weight.shape[0], multiplier, activate);
        ModuleState.Load(layer, new Dictionary<string, Tensor> { ["weight"] = weight, ["bias"] = bias }, "the case");
        return layer.call(x("x"));
    }
}
