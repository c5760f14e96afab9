using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.MLNet.WeightFiles;
using static TorchSharp.torch;

namespace ApiTour;

/// <summary>A residual network that begins with weights from a file.</summary>
public static class Networks
{
    /// <summary>Writes one network's weights and reads them into another that began from another seed.</summary>
    /// <returns>The stem that was chosen for the images, the features, the tensors in the file, and the largest difference between both networks' features.</returns>
    public static (Stem Stem, int Features, int Tensors, float Difference) Run(string path)
    {
        using var scope = NewDisposeScope();
        var options = new ResNetOptions("resnet10") { Width = 4, Stem = Stems.For(16, 16) };
        Backbone first = options.Create(new BackboneInput(new ImageShape(3, 16, 16), Seed: 1));
        Backbone second = options.Create(new BackboneInput(new ImageShape(3, 16, 16), Seed: 2));
        Safetensors.Write(path, first.Network.state_dict());
        BackboneWeights.Load(second, path);

        using SafetensorsContents read = Safetensors.Read(path);
        using WeightFileContents plain = WeightFile.Open(path);
        // The same tensor by both readers.
        var (name, tensor) = read.Tensors.First();
        if (!plain[name].ToTensor().allclose(tensor)) throw new InvalidDataException(name);

        var images = rand(2, 3, 16, 16);
        first.Network.eval();
        second.Network.eval();
        var difference = (first.Network.forward(images) - second.Network.forward(images)).abs().max();
        using (first.Network)
        using (second.Network) return (options.Stem!.Value, first.FeatureWidth, read.Tensors.Count, difference.item<float>());
    }
}
