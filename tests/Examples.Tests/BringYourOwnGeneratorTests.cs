using BringYourOwnGenerator;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.Testing.TorchScript;
using TorchSharp;

namespace Examples.Tests;

public sealed class BringYourOwnGeneratorTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_TorchScript_file_is_drawn_and_trained_on()
    {
        string body = TinyScript.Body.Replace("return torch.tanh", "image = torch.tanh", StringComparison.Ordinal)
            + "\n    return torch.repeat_interleave(torch.repeat_interleave(image, 4, 2), 4, 3)";
        string description = TinyScript.Description.Replace("\"imageShape\": [3, 4, 4]", "\"imageShape\": [3, 16, 16]", StringComparison.Ordinal);
        Run(TinyScript.Write(_folder.Path, body: body, description: description));
    }

    [Fact]
    public void An_ONNX_file_is_drawn_and_trained_on()
    {
        string path = _folder.File("generator.onnx");
        using (var shipped = GeneratorRegistry.Open("fashion-mnist-nvae", torch.CPU)) shipped.ExportOnnx(path);
        Run(path);
    }

    [Fact]
    public void A_file_that_is_not_there_or_no_generator_is_named()
    {
        Assert.Contains("There is no generator", Assert.Throws<FileNotFoundException>(() => OwnGenerator.Open("absent.pt")).Message);
        string path = _folder.File("broken.onnx");
        File.WriteAllText(path, "no graph");
        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => OwnGenerator.Open(path)).Message);
    }

    public void Dispose() => _folder.Dispose();

    void Run(string path)
    {
        var generator = OwnGenerator.Open(path, trustCode: true);
        using var owned = generator as IDisposable;
        string picture = _folder.File("latents.png");
        OwnGenerator.Draw(generator, picture);
        Assert.True(new FileInfo(picture).Length > 200);
        var trained = OwnGenerator.Train(generator, _folder.File("encoder"), quick: true);
        using var transformer = trained.Transformer;
        Assert.Equal((generator.ImageShape, 2L), (EncoderCard.Read(trained.OnnxPath).InputShape, EncoderCard.Read(trained.OnnxPath).Training!.Steps));
    }
}
