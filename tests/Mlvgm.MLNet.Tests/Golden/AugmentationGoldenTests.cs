using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Layouts;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Golden;

public sealed class AugmentationGoldenTests(GoldenRecord golden) : GoldenTests(golden)
{
    public static TheoryData<string> Names => [.. StandardAugmentationOptions.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_set_of_augmentations_stays(string name)
    {
        foreach (var flavour in Enum.GetValues<ColorJitterFlavour>()) Check(name, channels: 3, flavour);
        Check(name, channels: 1, ColorJitterFlavour.Kornia);
    }

    void Check(string name, int channels, ColorJitterFlavour flavour)
    {
        using var scope = NewDisposeScope();
        var images = AlignedTensor.Of(GoldenInputs.Uniform("batch", 6 * channels * 24 * 24), [6, channels, 24, 24], CPU);
        var preset = new StandardAugmentationOptions(name) { ColorJitter = flavour }.Create(new(3, 24, 24));
        string set = $"augmentation/{name}/{channels} channels/{flavour}";
        Golden.Exact($"{set}/steps", [$"{preset.ViewHeight}x{preset.ViewWidth}", .. preset.Pipeline.Steps.Select(step => step.Name)]);
        foreach (string view in (string[])["anchor", "positive"])
        {
            var changed = preset.Pipeline.Apply(images, new ViewDraws(Seed: 2, view, Epoch: 1, FirstRow: 100));
            Golden.Close($"{set}/{view}", changed.contiguous().data<float>().ToArray(), 1e-5);
        }
    }
}
