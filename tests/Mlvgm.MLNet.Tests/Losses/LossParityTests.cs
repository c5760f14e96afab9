using Mlvgm.MLNet.Frameworks.Parts;
using Mlvgm.MLNet.Losses;
using Mlvgm.MLNet.Torch.Weights;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Tests.Losses;

/// <summary>Every case of every file of losses in the parity folder; which loss it is shows in the tensors it has.</summary>
public class LossParityTests
{
    const double Tolerance = 1e-5;

    public static TheoryData<string> Files => [.. ParityFolder.FilesOrNone("ops_losses*.safetensors")];

    [Theory]
    [MemberData(nameof(Files))]
    public void Losses_and_gradients_are_those_of_the_official_code(string file)
    {
        using var parity = ParityFile.Open(file);
        foreach (string name in parity.Tensors.Keys.Select(key => key[..key.LastIndexOf('/')]).Distinct())
        {
            using var scope = NewDisposeScope();
            var vectors = new Vectors(parity, name);
            Action<Vectors> check = vectors.Has("in.raw1") ? CheckInfoNce
                : vectors.Has("in.z1") ? CheckSimSiam
                : vectors.Has("in.target1") ? CheckByol
                : vectors.Has("in.target0") ? CheckMovingAverage
                : _ => Assert.Fail($"{file} has a case '{name}' that no test knows.");
            check(vectors);
        }
    }

    static void CheckInfoNce(Vectors vectors)
    {
        double temperature = vectors["in.temperature"].item<float>();
        var (raw1, raw2) = (vectors.Leaf("in.raw1"), vectors.Leaf("in.raw2"));
        var (norm1, norm2) = (functional.normalize(raw1, dim: 1), functional.normalize(raw2, dim: 1));
        vectors.AssertClose("in.norm1", norm1);
        vectors.AssertClose("in.norm2", norm2);
        vectors.AssertClose("out.per_anchor", InfoNce.PerFeature(norm1, norm2, temperature));
        var loss = InfoNce.Loss(norm1, norm2, temperature);
        loss.backward();
        vectors.AssertClose("out.loss", loss);
        vectors.AssertClose("out.grad_raw1", raw1.grad!);
        vectors.AssertClose("out.grad_raw2", raw2.grad!);
        vectors.AssertClose("out.supcon_loss_base0p07", full([1], PaperScale.FromTrue(loss.item<float>(), temperature)));
        vectors.AssertClose("out.supcon_grad_raw1", raw1.grad! * PaperScale.FromTrue(1, temperature));
        vectors.AssertClose("out.supcon_grad_raw2", raw2.grad! * PaperScale.FromTrue(1, temperature));
        var (unit1, unit2) = (vectors.Leaf("in.norm1"), vectors.Leaf("in.norm2"));
        InfoNce.Loss(unit1, unit2, temperature).backward();
        vectors.AssertClose("out.grad_norm1", unit1.grad!);
        vectors.AssertClose("out.grad_norm2", unit2.grad!);
    }

    static void CheckSimSiam(Vectors vectors) => CheckPrediction(vectors, PredictionLoss.NegativeCosine, "in.z1", "in.z2");

    static void CheckByol(Vectors vectors) => CheckPrediction(vectors, PredictionLoss.SquaredDistance, "in.target1", "in.target2");

    static void CheckPrediction(Vectors vectors, Func<Tensor, Tensor, Tensor, Tensor, Tensor> compute, string target1, string target2)
    {
        var (p1, p2, t1, t2) = (vectors.Leaf("in.p1"), vectors.Leaf("in.p2"), vectors.Leaf(target1), vectors.Leaf(target2));
        var loss = compute(p1, p2, t1, t2);
        loss.backward();
        vectors.AssertClose("out.loss", loss);
        vectors.AssertClose("out.grad_p1", p1.grad!);
        vectors.AssertClose("out.grad_p2", p2.grad!);
        Assert.True(t1.grad is null && t2.grad is null, $"{vectors.Name}: a gradient flows into a target.");
    }

    static void CheckMovingAverage(Vectors vectors)
    {
        double momentum = vectors["in.momentum"].to(ScalarType.Float64).item<double>();
        var target = vectors["in.target0"].clone();
        for (int step = 1; vectors.Has($"in.online{step}"); step++)
        {
            ExponentialMovingAverage.Update([target], [vectors[$"in.online{step}"]], momentum);
            vectors.AssertClose($"out.target{step}", target);
        }
    }

    sealed record Vectors(SafetensorsContents Parity, string Name)
    {
        public Tensor this[string tensor] => Parity[$"{Name}/{tensor}"];

        public bool Has(string tensor) => Parity.Tensors.ContainsKey($"{Name}/{tensor}");

        public Tensor Leaf(string tensor) => this[tensor].clone().requires_grad_();

        public void AssertClose(string tensor, Tensor actual)
        {
            var reference = this[tensor];
            double difference = (reference - actual.reshape(reference.shape)).abs().max().item<float>();
            double limit = Tolerance * reference.abs().max().item<float>();
            Assert.True(difference <= limit, $"{Name}/{tensor}: largest difference {difference:g4}, limit {limit:g4}.");
        }
    }
}
