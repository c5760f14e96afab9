using Mlvgm.MLNet.Torch.Weights;
using Xunit;
using static TorchSharp.torch;

namespace Mlvgm.Testing.Torch;

/// <summary>Reference tensors, and what is compared with them.</summary>
public static class ParityFile
{
    /// <summary>A file's tensors; skips the test as <see cref="ParityFolder.PathOf"/> does.</summary>
    public static SafetensorsContents Open(string name) => Safetensors.Read(ParityFolder.PathOf(name));

    /// <summary>Fails when the largest difference exceeds <paramref name="tolerance"/> times the largest reference value.</summary>
    public static void AssertClose(Tensor reference, Tensor actual, double tolerance, string name)
    {
        using var scope = NewDisposeScope();
        AssertWithin(reference, actual, tolerance * reference.abs().max().item<float>(), name);
    }

    /// <summary>Fails when the largest difference exceeds <paramref name="limit"/>.</summary>
    public static void AssertWithin(Tensor reference, Tensor actual, double limit, string name)
    {
        using var scope = NewDisposeScope();
        double difference = (reference - actual.reshape(reference.shape)).abs().max().item<float>();
        Assert.True(difference <= limit, $"{name}: largest difference {difference:G4}, limit {limit:G4}.");
    }
}
