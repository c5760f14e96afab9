using ApiTour;

namespace Examples.Tests.Tour;

/// <summary>The small generator, encoder and images of the tour, made once for the tests of a class.</summary>
public sealed class TourFiles : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public TourFiles() => (Generator, Encoder, Data) = (Small.Generator(_folder.Path), Small.Encoder(_folder.Path), Small.Data(_folder.Path));

    public string Generator { get; }

    public string Encoder { get; }

    /// <summary>IDX files: 40 images for training, 20 for testing.</summary>
    public string Data { get; }

    /// <summary>A folder of a test's own.</summary>
    public string New(string name) => Directory.CreateDirectory(_folder.File(name)).FullName;

    public void Dispose() => _folder.Dispose();
}
