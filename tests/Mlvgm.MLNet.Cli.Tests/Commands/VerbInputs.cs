using Mlvgm.Testing.Datasets;

namespace Mlvgm.MLNet.Cli.Tests.Commands;

/// <summary>A generator, an encoder and images, made once for a class of tests.</summary>
public sealed class VerbInputs : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public VerbInputs() => (Generator, Encoder, Data) = (TinyModels.Generator(_folder), TinyModels.Encoder(_folder), TinyDataset.Write(_folder));

    public string Generator { get; }

    public string Encoder { get; }

    public string Data { get; }

    public void Dispose() => _folder.Dispose();
}
