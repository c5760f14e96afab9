using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Training.DecodedStore;
using Mlvgm.MLNet.Training.Monitors;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.FineTuning;

/// <summary>The share of held-out images whose class the network names; where classes count alike, the mean of the classes' shares.</summary>
/// <param name="open">Opens the images.</param>
/// <param name="shape">Their shape.</param>
/// <param name="labels">The class of every row.</param>
/// <param name="rows">The rows that are held out.</param>
/// <param name="prepare">What stands between images in [0, 1] and the network.</param>
/// <param name="weighting">Whether images count alike, or classes.</param>
sealed class HeldOutAccuracy(
    Func<DecodedImages> open, ImageShape shape, IReadOnlyList<int> labels, IReadOnlyList<int> rows, Func<Tensor, Tensor> prepare, ClassWeighting weighting)
    : IEncoderMonitor
{
    const int BatchSize = 64;

    public string Name => weighting == ClassWeighting.Balanced ? "held-out, balanced" : "held-out";

    public double Measure(Module<Tensor, Tensor> encoder, Device device)
    {
        using var gradients = no_grad();
        using var images = open();
        var right = rows.Select(row => labels[row]).Distinct().ToDictionary(label => label, _ => (Right: 0, Of: 0));
        foreach (int[] batch in rows.Chunk(BatchSize))
        {
            foreach (var (row, predicted) in batch.Zip(Predict(encoder, images, batch, device)))
            {
                var (count, of) = right[labels[row]];
                right[labels[row]] = (count + (predicted == labels[row] ? 1 : 0), of + 1);
            }
        }
        return weighting == ClassWeighting.Balanced
            ? right.Values.Average(one => (double)one.Right / one.Of)
            : (double)right.Values.Sum(one => one.Right) / rows.Count;
    }

    long[] Predict(Module<Tensor, Tensor> network, DecodedImages images, int[] batch, Device device)
    {
        using var scope = NewDisposeScope();
        float[] pixels = new float[batch.Length * shape.Size];
        foreach (var (i, row) in batch.Index()) images.Read(row, column: 0, pixels.AsSpan(i * shape.Size, shape.Size));
        var input = tensor(pixels, [batch.Length, shape.Channels, shape.Height, shape.Width], device: device);
        return network.forward(prepare(input)).argmax(1).cpu().data<long>().ToArray();
    }
}
