using System.Runtime.InteropServices;

namespace Consumer.Tests;

/// <summary>
/// A small encoder and a pipeline that were trained and saved by this repository, with what they predicted there. Made anew by
/// <c>MLVGM_WRITE_CONSUMER_FIXTURE=$PWD/tests/Consumer.Tests/fixture dotnet test --project tests/Mlvgm.MLNet.Tests</c>.
/// </summary>
static class Fixture
{
    public const string InputColumn = "Image";
    public const string FeatureColumn = "Features";

    public static string Encoder => PathOf("encoder.onnx");

    public static string Pipeline => PathOf("model.zip");

    public static float[] Images => Floats("images.f32");

    public static float[] Scores => Floats("scores.f32");

    static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "fixture", name);

    static float[] Floats(string name) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(PathOf(name))).ToArray();
}
