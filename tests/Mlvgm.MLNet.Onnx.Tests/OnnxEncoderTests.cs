using CsCheck;
using Mlvgm.MLNet.Onnx.Sessions;
using Mlvgm.Testing.Onnx;

namespace Mlvgm.MLNet.Onnx.Tests;

public class OnnxEncoderTests
{
    static readonly Gen<float[]> Images = Gen.Int[0, 9].SelectMany(count => Gen.Float[-1, 1].Array[count * PlainModels.InputSize]);

    [Fact]
    public void Features_are_those_of_the_graph_for_any_count_and_batch_size()
    {
        using var folder = new TemporaryFolder();
        using var encoder = new OnnxEncoder(PlainModels.Encoder().Save(folder.File("encoder.onnx")));
        Gen.Select(Images, Gen.Int[1, 5]).Sample((images, batchSize) =>
        {
            float[] expected = PlainModels.Features(images), actual = encoder.Encode(images, batchSize);
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-4f);
        });
    }

    [Fact]
    public void Many_threads_get_what_one_gets()
    {
        using var folder = new TemporaryFolder();
        using var encoder = new OnnxEncoder(PlainModels.Encoder().Save(folder.File("encoder.onnx")));
        float[] images = [.. Enumerable.Range(0, 200 * PlainModels.InputSize).Select(i => MathF.Sin(i))];
        float[] alone = encoder.Encode(images, 7);
        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ => Assert.Equal(alone, encoder.Encode(images, 7)));
    }

    [Fact]
    public void Names_shapes_and_sizes_are_those_of_the_graph()
    {
        using var folder = new TemporaryFolder();
        using var encoder = new OnnxEncoder(PlainModels.Encoder("Pixels", "Code").Save(folder.File("encoder.onnx")));
        Assert.Equal("Pixels", encoder.InputName);
        Assert.Equal("Code", encoder.OutputName);
        Assert.Equal([3, 2, 2], encoder.InputShape);
        Assert.Equal(PlainModels.InputSize, encoder.InputSize);
        Assert.Equal(PlainModels.FeatureWidth, encoder.FeatureWidth);
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        using var folder = new TemporaryFolder();
        using var encoder = new OnnxEncoder(PlainModels.Encoder().Save(folder.File("encoder.onnx")));
        Assert.Throws<ArgumentException>(() => encoder.Encode(new float[PlainModels.InputSize + 1]));
        Assert.Throws<ArgumentException>(() => encoder.Encode(new float[PlainModels.InputSize], new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => encoder.Encode(new float[PlainModels.InputSize], batchSize: 0));
    }

    [Fact]
    public void A_disposed_encoder_says_so()
    {
        using var folder = new TemporaryFolder();
        var encoder = new OnnxEncoder(PlainModels.Encoder().Save(folder.File("encoder.onnx")));
        encoder.Dispose();
        encoder.Dispose();
        Assert.Throws<ObjectDisposedException>(() => encoder.Encode(new float[PlainModels.InputSize]));
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var e = Assert.Throws<FileNotFoundException>(() => new OnnxEncoder("nowhere/encoder.onnx"));
        Assert.Contains(Path.GetFullPath("nowhere/encoder.onnx"), e.Message);
    }

    [Fact]
    public void A_corrupt_file_is_named_wherever_it_was_cut()
    {
        using var folder = new TemporaryFolder();
        byte[] whole = File.ReadAllBytes(PlainModels.Encoder().Save(folder.File("whole.onnx")));
        string path = folder.File("cut.onnx");
        foreach (int length in (int[])[0, 1, 10, whole.Length / 2, whole.Length - 1])
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Contains(path, Assert.Throws<InvalidDataException>(() => new OnnxEncoder(path)).Message);
        }
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_not_called_corrupt()
    {
        using var folder = new TemporaryFolder();
        string path = PlainModels.Encoder().Save(folder.File("encoder.onnx"));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.None);
        Assert.SkipWhen(OperatingSystem.IsWindows() || CanRead(path), "The superuser, and Windows' files, know no such right.");
        Assert.Contains(path, Assert.Throws<UnauthorizedAccessException>(() => new OnnxEncoder(path)).Message);
    }

    [Fact]
    public void A_generator_is_not_taken_for_an_encoder()
    {
        using var folder = new TemporaryFolder();
        var e = Assert.Throws<InvalidDataException>(() => new OnnxEncoder(PlainModels.Generator().Save(folder.File("generator.onnx"))));
        Assert.Contains("'z_local' (1x2x2)", e.Message);
    }

    [Fact]
    public void A_model_of_free_dimensions_is_refused()
    {
        using var folder = new TemporaryFolder();
        string path = new ModelWriter().Input("x", "N", "M").Output("y", "N", "M").Node("Relu", ["x"], "y").Save(folder.File("free.onnx"));
        Assert.Throws<InvalidDataException>(() => new OnnxEncoder(path));
    }

    [Fact]
    public void A_GPU_that_is_not_there_is_refused_with_the_package_to_add()
    {
        Assert.SkipWhen(OnnxProviders.HasCuda, "This ONNX Runtime has CUDA.");
        using var folder = new TemporaryFolder();
        string path = PlainModels.Encoder().Save(folder.File("encoder.onnx"));
        var e = Assert.Throws<InvalidOperationException>(() => new OnnxEncoder(path, gpuDeviceId: 0));
        Assert.Contains("Microsoft.ML.OnnxRuntime.Gpu", e.Message);
    }

    static bool CanRead(string path)
    {
        try
        {
            File.OpenHandle(path).Dispose();
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
