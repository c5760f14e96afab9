using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Training.Monitors;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.FineTuning;

/// <summary>Reads the image of a row, in [0, 1]; false where there is none, which was told.</summary>
delegate bool RowReader(int row, Span<float> image);

/// <summary>The share of held-out images whose class the network names; where classes count alike, the mean of the classes' shares.</summary>
/// <param name="read">Reads the image of a row, in [0, 1]; says whether there is one.</param>
/// <param name="shape">Their shape.</param>
/// <param name="labels">The class of every row.</param>
/// <param name="rows">The rows that are held out.</param>
/// <param name="prepare">What stands between images in [0, 1] and the network.</param>
/// <param name="weighting">Whether images count alike, or classes.</param>
sealed class HeldOutAccuracy(
    RowReader read, ImageShape shape, IReadOnlyList<int> labels, IReadOnlyList<int> rows, Func<Tensor, Tensor> prepare, ClassWeighting weighting)
    : IEncoderMonitor
{
    const int BatchSize = 64;

    public string Name => weighting == ClassWeighting.Balanced ? "held-out, balanced" : "held-out";

    public double Measure(Module<Tensor, Tensor> encoder, Device device)
    {
        using var gradients = no_grad();
        var right = rows.Select(row => labels[row]).Distinct().ToDictionary(label => label, _ => (Right: 0, Of: 0));
        int measured = 0;
        foreach (int[] batch in rows.Chunk(BatchSize))
        {
            foreach (var (row, predicted) in Predict(encoder, batch, device))
            {
                var (count, of) = right[labels[row]];
                measured++;
                right[labels[row]] = (count + (predicted == labels[row] ? 1 : 0), of + 1);
            }
        }
        if (measured == 0) throw new InvalidDataException("None of the held-out images can be read.");
        return weighting == ClassWeighting.Balanced
            ? right.Values.Where(one => one.Of > 0).Average(one => (double)one.Right / one.Of)
            : (double)right.Values.Sum(one => one.Right) / measured;
    }

    /// <summary>The classes that the network names for the rows that have an image.</summary>
    IEnumerable<(int Row, long Class)> Predict(Module<Tensor, Tensor> network, int[] batch, Device device)
    {
        using var scope = NewDisposeScope();
        float[] pixels = new float[batch.Length * shape.Size];
        var there = new List<int>();
        foreach (int row in batch)
            if (read(row, pixels.AsSpan(there.Count * shape.Size, shape.Size))) there.Add(row);
        if (there.Count == 0) return [];
        var input = tensor(pixels.AsMemory(0, there.Count * shape.Size), [there.Count, shape.Channels, shape.Height, shape.Width], device: device);
        return there.Zip(network.forward(prepare(input)).argmax(1).cpu().data<long>().ToArray());
    }
}
