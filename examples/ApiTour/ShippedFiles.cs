using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Models;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Torch.Generators.Abstractions;

namespace ApiTour;

/// <summary>The models that come with the library, and what is known of each.</summary>
public static class ShippedFiles
{
    /// <summary>Opens a shipped generator and a shipped encoder by their names.</summary>
    /// <returns>A line for each model, the generator's latents, and the encoder's width.</returns>
    public static (IReadOnlyList<string> Lines, IReadOnlyList<string> Latents, int Width) Run()
    {
        var lines = new List<string>();
        foreach (ModelEntry model in ShippedModels.Generators.Concat(ShippedModels.Encoders))
        {
            ModelFile file = model.Files[0];
            string latents = string.Join(", ", model.Latents.Select((ModelLatent latent) => $"{latent.Name} [{string.Join('x', latent.Shape)}]"));
            lines.Add($"{model.Name}: {file.Format}, {file.Sha256[..8]}, {latents}");
        }
        using TorchGenerator generator = NamedGenerator.LoadTorch("fashion-mnist-nvae", DeviceChoice.Parse("cpu"));
        EncoderCard card = EncoderCard.Read(NamedEncoder.PathOf("fashion-mnist-encoder"));
        return (lines, [.. generator.Layout.Latents.Select(latent => latent.Name)], card.FeatureWidth);
    }
}
