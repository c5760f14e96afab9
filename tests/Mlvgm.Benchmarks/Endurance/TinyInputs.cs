using Mlvgm.MLNet.IO;
using Mlvgm.Testing;
using Mlvgm.Testing.Datasets;
using Mlvgm.Testing.Torch;

namespace Mlvgm.Benchmarks.Endurance;

/// <summary>What the verbs of <c>mlvgm</c> work on: models and images of 8x8 pixels, so small that starting the program takes most of its time.</summary>
sealed class TinyInputs : IDisposable
{
    const int ManyImages = 30_000;
    const int CopiesOfEncoder = 5;

    readonly TemporaryFolder _folder = new();
    readonly TemporaryFolder _many = new();

    /// <summary>Makes them.</summary>
    public TinyInputs()
    {
        (Generator, Encoder, Data) = (TinyModels.Generator(_folder), TinyModels.Encoder(_folder), TinyDataset.Write(_folder));
        Encoders = [.. Enumerable.Range(1, CopiesOfEncoder).Select(number => Copy(Encoder, _folder.File($"{number}.onnx")))];
        Picture = _folder.File("picture.png");
        ImageGrid.WritePng(
            Picture, [.. Enumerable.Range(0, TinyModels.Shape.Size).Select(i => i / (float)TinyModels.Shape.Size)], TinyModels.Shape, columns: 1);
        Many = TinyDataset.Write(_many, ManyImages);
    }

    /// <summary>A generator with two latents.</summary>
    public string Generator { get; }

    /// <summary>An encoder of 5 features.</summary>
    public string Encoder { get; }

    /// <summary>The same under other names, which a table has as other rows.</summary>
    public IReadOnlyList<string> Encoders { get; }

    /// <summary>40 images to learn from and 20 to test.</summary>
    public string Data { get; }

    /// <summary>An image file.</summary>
    public string Picture { get; }

    /// <summary>As many images to learn from as make embedding them last.</summary>
    public string Many { get; }

    /// <summary>Lets other users than the one who made them read them, or not.</summary>
    public void SetReadable(bool readable) => SystemCommand.Do("chmod", "-R", readable ? "go+rX" : "go-r", _folder.Path);

    /// <summary>Removes them.</summary>
    public void Dispose()
    {
        _folder.Dispose();
        _many.Dispose();
    }

    static string Copy(string file, string name)
    {
        File.Copy(file, name);
        return name;
    }
}
