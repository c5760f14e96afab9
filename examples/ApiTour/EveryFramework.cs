using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Frameworks.BarlowTwins;
using Mlvgm.MLNet.Frameworks.Byol;
using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.Dino;
using Mlvgm.MLNet.Frameworks.MoCoV3;
using Mlvgm.MLNet.Frameworks.Parts;
using Mlvgm.MLNet.Frameworks.SimClr;
using Mlvgm.MLNet.Frameworks.SimSiam;
using Mlvgm.MLNet.Frameworks.VicReg;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ApiTour;

/// <summary>Every framework that the library brings, with settings of its own, one step each.</summary>
public static class EveryFramework
{
    /// <summary>Sends two views through each.</summary>
    /// <returns>The name, the loss, and the width of the vectors that are compared.</returns>
    public static IReadOnlyList<(string Name, float Loss, long Width)> Run()
    {
        FrameworkOptions[] frameworks =
        [
            new SimSiamOptions(),
            new SimClrOptions(),
            new ByolOptions { TargetMomentumSchedule = MomentumSchedule.Cosine },
            new MoCoV3Options { ProjectionWidth = 8, Temperature = 0.5 },
            new BarlowTwinsOptions { ProjectionWidth = 8, RedundancyWeight = 0.01 },
            new VicRegOptions { ProjectionWidth = 8 },
            new DinoOptions { OutputWidth = 16, BottleneckWidth = 8, HiddenWidth = 8 },
            // Any that is registered, by its name.
            FrameworkRegistry.All.Find("SimSiam"),
        ];
        return [.. frameworks.Select(Step)];
    }

    static (string Name, float Loss, long Width) Step(FrameworkOptions options)
    {
        using var scope = NewDisposeScope();
        using var encoder = Encoder();
        ISelfSupervisedFramework framework = options.Create(new FrameworkInput(FeatureWidth: 16, CopyEncoder: Encoder, Seed: 1));
        using (framework as IDisposable)
        {
            FrameworkLoss loss = framework.Loss(encoder, rand(8, 1, 8, 8), rand(8, 1, 8, 8));
            loss.Loss.backward();
            framework.AfterStep(encoder, step: 0, steps: 10);
            return (framework.Name, loss.Loss.item<float>(), loss.Embeddings.shape[1]);
        }
    }

    static Module<Tensor, Tensor> Encoder() => Sequential(Flatten(), Linear(64, 16));
}
