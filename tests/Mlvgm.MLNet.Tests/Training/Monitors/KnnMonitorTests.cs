using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Training.Monitors;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Training.Monitors;

public class KnnMonitorTests
{
    static readonly ImageShape Shape = new(1, 2, 3);
    static readonly Func<Tensor, Tensor> Shift = images => images - 0.3;

    [Fact]
    public void The_accuracy_is_that_of_a_vote_written_out()
    {
        var random = new Random(4);
        // More images than one batch of the monitor has; classes that overlap.
        byte[][] images = [.. Enumerable.Range(0, 300).Select(i => Enumerable.Range(0, Shape.Size)
            .Select(p => (byte)(random.Next(100) + (p % 3 == i % 3 ? 60 : 0))).ToArray())];
        int[] labels = [.. Enumerable.Range(0, 300).Select(i => i % 3)];
        double accuracy = Measure(images, labels);
        Assert.Equal(Expected(images, labels), accuracy, 10);
        Assert.InRange(accuracy, 0.5, 0.99);
    }

    [Fact]
    public void An_image_does_not_vote_for_itself()
    {
        // Pairs of equal images whose labels differ: each finds its twin first, and never itself.
        byte[][] images = [.. Enumerable.Range(0, 42).Select(i => Enumerable.Range(0, Shape.Size).Select(p => (byte)(37 * (i / 2 + 1) * (p + 2) % 256)).ToArray())];
        Assert.Equal(0, Measure(images, [.. Enumerable.Range(0, 42).Select(i => i % 2)]));
    }

    [Fact]
    public void Too_few_images_and_a_single_class_are_errors()
    {
        byte[][] images = [.. Enumerable.Range(0, 30).Select(_ => new byte[Shape.Size])];
        var few = Assert.Throws<ArgumentException>(() => Measure(images[..20], new int[20]));
        Assert.Contains("There are 20 labelled images; 20 neighbours need more.", few.Message);
        var single = Assert.Throws<ArgumentException>(() => Measure(images, new int[30]));
        Assert.Contains("single class", single.Message);
    }

    [Fact]
    public void Labels_of_any_type_become_classes()
    {
        var rows = Enumerable.Range(0, 6).Select(i => new Row { Image = [i, 0, 0, 0, 0, 255], Label = i % 2 == 0 ? "cat" : "dog" });
        var labelled = LabelledImages.Read(new MLContext().Data.LoadFromEnumerable(rows), Shape, "Image", "Label", pixelMaximum: 255);
        Assert.Equal([0, 1, 0, 1, 0, 1], labelled.Labels);
        using var scope = NewDisposeScope();
        Assert.Equal([5f / 255, 0, 0, 0, 0, 1], labelled.Read(5, 1, CPU).data<float>().ToArray());
    }

    static double Measure(byte[][] images, int[] labels)
    {
        var dataset = new ImageDataset(Shape, [.. images.SelectMany(image => image)], labels, ["a", "b", "c"]);
        var view = new MLContext().Data.LoadFromImageDataset(dataset);
        using var encoder = nn.Flatten();
        return new KnnMonitor(LabelledImages.Read(view, Shape, "Image", "Label", 1), Shift, neighbours: 20).Measure(encoder, CPU);
    }

    static double Expected(byte[][] images, int[] labels)
    {
        double[][] features = [.. images.Select(image =>
        {
            double[] shifted = [.. image.Select(pixel => pixel / 255.0 - 0.3)];
            double norm = Math.Sqrt(shifted.Sum(x => x * x));
            return shifted.Select(x => x / norm).ToArray();
        })];
        int right = 0;
        for (int i = 0; i < images.Length; i++)
        {
            var nearest = Enumerable.Range(0, images.Length).Where(j => j != i)
                .Select(j => (Label: labels[j], Cosine: features[i].Zip(features[j], (a, b) => a * b).Sum()))
                .OrderByDescending(other => other.Cosine).Take(20);
            var winner = nearest.GroupBy(other => other.Label).MaxBy(group => group.Sum(other => Math.Exp(other.Cosine / 0.07)))!;
            if (winner.Key == labels[i]) right++;
        }
        return (double)right / images.Length;
    }

    sealed class Row
    {
        [Microsoft.ML.Data.VectorType(1, 2, 3)]
        public float[]? Image { get; set; }

        public string Label { get; set; } = "";
    }
}
