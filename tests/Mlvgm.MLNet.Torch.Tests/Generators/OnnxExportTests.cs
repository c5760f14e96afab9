using Microsoft.ML.OnnxRuntime;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Generators;

namespace Mlvgm.MLNet.Torch.Tests.Generators;

public sealed class OnnxExportTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Architectures => TinyGenerators.Architectures;

    [Theory]
    [MemberData(nameof(Architectures))]
    public void A_generator_makes_the_same_images_as_a_graph_and_describes_its_latents_in_the_file(string architecture)
    {
        using var generator = TinyGenerators.Create(architecture, _folder.Path);
        var result = generator.ExportOnnx(_folder.File("tiny.onnx"), new Dictionary<string, string> { ["licence"] = "MIT" });
        Assert.InRange(result.LargestDifference!.Value, 0, 1e-4);
        using var session = new InferenceSession(result.Path!);
        Assert.Equal(generator.Layout.Latents.Select(latent => latent.Name), session.InputNames);
        Assert.Equal(["image"], session.OutputNames);
        var metadata = session.ModelMetadata.CustomMetadataMap;
        Assert.Equal("MIT", metadata["licence"]);
        var layout = LatentLayoutMetadata.Read(metadata[LatentLayoutMetadata.Key],
            [.. session.InputNames.Select(name => new LatentSpecification(name, session.InputMetadata[name].Dimensions[1..]))]);
        Assert.Equal(LatentLayoutMetadata.Write(generator.Layout), LatentLayoutMetadata.Write(layout));
    }
}
