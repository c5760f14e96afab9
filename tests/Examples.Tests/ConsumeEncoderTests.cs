using System.Diagnostics;
using ConsumeEncoder;
using EncoderService;
using Mlvgm.MLNet.Onnx;

namespace Examples.Tests;

public sealed class ConsumeEncoderTests(TinyEncoder encoder) : IClassFixture<TinyEncoder>
{
    [Fact]
    public void Features_of_a_folder_are_those_of_the_encoder_on_the_same_pixels()
    {
        string[] files = [.. Enumerable.Range(0, 5).Select(i => encoder.Picture("folder", i))];
        var images = FolderEmbedding.Embed(encoder.OnnxPath, encoder.File("folder"));
        Assert.Equal(files.Select(Path.GetFileName), images.Select(image => image.Name));
        using var direct = new OnnxEncoder(encoder.OnnxPath);
        foreach (var (file, image) in files.Zip(images))
        {
            float[] expected = direct.Encode(UploadedImage.Read(File.ReadAllBytes(file), direct));
            Assert.Equal(expected.Length, image.Features.Length);
            Assert.All(expected.Zip(image.Features), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
        }
    }

    [Fact]
    public void An_encoder_that_resizes_by_itself_gives_nearly_the_features_of_the_library()
    {
        string[] files = [.. Enumerable.Range(0, 6).Select(i => encoder.Picture("pictures", i, side: 20 + 9 * i))];
        using var direct = new OnnxEncoder(encoder.OnnxPath);
        direct.ExportForPictures(encoder.File("whole.onnx"));
        var images = FolderEmbedding.Embed(encoder.File("whole.onnx"), encoder.File("pictures"));
        Assert.Equal(files.Select(Path.GetFileName), images.Select(image => image.Name));
        foreach (var (file, image) in files.Zip(images))
        {
            var (_, neighbours) = NearestNeighbours.Of([("library", direct.Encode(file)), ("session", image.Features)], 1).First();
            // The first two are no larger than the encoder's images, and so not resized.
            Assert.InRange(neighbours[0].Cosine, file == files[0] || file == files[1] ? 0.99999 : 0.97, 1.0001);
        }
    }

    [Fact]
    public void The_program_leaves_nothing_of_ONNX_Runtime_in_the_users_folders()
    {
        for (int i = 0; i < 2; i++) encoder.Picture("alike", i);
        string home = Directory.CreateDirectory(encoder.File("home")).FullName;
        var start = new ProcessStartInfo("dotnet", [typeof(FolderEmbedding).Assembly.Location, encoder.OnnxPath, encoder.File("alike")]) { RedirectStandardOutput = true };
        start.Environment["HOME"] = home;
        foreach (string name in new[] { "XDG_CACHE_HOME", "ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS", "CI" }) start.Environment.Remove(name);
        using var program = Process.Start(start)!;
        string text = program.StandardOutput.ReadToEnd();
        program.WaitForExit();
        Assert.StartsWith("2 images, ", text);
        Assert.False(Directory.Exists(Path.Combine(home, ".cache", "Microsoft")));
    }

    [Fact]
    public void Neighbours_are_the_others_by_the_angle_between_features()
    {
        (string, float[])[] images = [("a", [1, 0]), ("b", [0, 2]), ("c", [3, 0.3f]), ("d", [1, 1])];
        var neighbours = NearestNeighbours.Of(images, 2).ToList();
        Assert.Equal(["c", "d"], neighbours[0].Neighbours.Select(neighbour => neighbour.Name));
        Assert.Equal(1 / Math.Sqrt(1 + 0.01), neighbours[0].Neighbours[0].Cosine, 1e-6);
        Assert.Equal(["d", "c"], neighbours[1].Neighbours.Select(neighbour => neighbour.Name));
        Assert.Equal(3, NearestNeighbours.Of(images, 9).First().Neighbours.Count);
    }

    [Fact]
    public void What_is_not_there_or_no_encoder_is_named()
    {
        string picture = encoder.Picture("other", 0);
        Assert.Contains("There is no encoder 'absent.onnx'", Assert.Throws<FileNotFoundException>(() => FolderEmbedding.Embed("absent.onnx", ".")).Message);
        Assert.Contains("is no encoder", Assert.Throws<InvalidDataException>(() => FolderEmbedding.Embed(picture, encoder.File("other"))).Message);
        Assert.Throws<DirectoryNotFoundException>(() => FolderEmbedding.Embed(encoder.OnnxPath, encoder.File("absent")));
        Directory.CreateDirectory(encoder.File("empty"));
        Assert.Contains(
            "There is no image in", Assert.Throws<InvalidDataException>(() => FolderEmbedding.Embed(encoder.OnnxPath, encoder.File("empty"))).Message);
    }
}
