using System.Diagnostics;
using System.Numerics.Tensors;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Datasets;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Seeding;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Evaluation.Probes;

/// <summary>
/// The paper's (docs/method/evaluation-protocols.md#the-papers-linear-classifier): a linear layer on the frozen encoder, trained by SGD on images that are
/// cropped and mirrored anew in every epoch. ML.NET has no such trainer.
/// </summary>
/// <remarks>Every epoch encodes all training images again, so it takes an epoch of inference each: <see cref="LinearProbe"/> takes one in all.</remarks>
/// <example>See <c>examples/ApiTour/Probing.cs</c>.</example>
public sealed partial class SgdProbe
{
    readonly OnnxEncoder _encoder;
    readonly EncoderCard _card;
    readonly Options _options;

    /// <summary>Creates a probe.</summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="card">Its card.</param>
    /// <param name="options">The paper's when null.</param>
    /// <exception cref="SettingsException">An option is outside its range.</exception>
    public SgdProbe(OnnxEncoder encoder, EncoderCard card, Options? options = null)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(card);
        (_encoder, _card, _options) = (encoder, card, options ?? new Options());
        SettingsOf.Validate(_options);
    }

    /// <summary>Trains the layer on <paramref name="train"/> and classifies every image of <paramref name="test"/>, those of a last partial batch too.</summary>
    /// <param name="train">Labelled images of the encoder's input shape.</param>
    /// <param name="test">Held-out images with the same classes.</param>
    /// <param name="seed">The seed of the initial weights, the order, the crops and the mirroring.</param>
    /// <param name="progress">Receives epochs done, epochs in all and the epoch's mean loss.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ArgumentException">Images and encoder do not fit together, or the classes differ.</exception>
    /// <exception cref="ArithmeticException">The loss is no longer finite.</exception>
    public ProbeResult Evaluate(
        IImageSet train, IImageSet test, ulong seed, Action<int, int, double>? progress = null, CancellationToken cancellation = default)
    {
        ImageSets.Check(train, test, _card);
        var clock = Stopwatch.StartNew();
        var layer = new SoftmaxLayer(_card.FeatureWidth, train.ClassNames.Count, seed, _options.Momentum);
        int perEpoch = (train.Count + _options.BatchSize - 1) / _options.BatchSize;
        long steps = (long)perEpoch * _options.Epochs;
        double peak = _options.LearningRate * _options.BatchSize / 256;
        for (int epoch = 0; epoch < _options.Epochs; epoch++)
        {
            int[] order = Permutation.Of(train.Count, new SeedKey(seed, "sgd-probe/order", epoch));
            double loss = 0;
            for (int step = 0; step < perEpoch; step++)
            {
                cancellation.ThrowIfCancellationRequested();
                int[] rows = order[(step * _options.BatchSize)..Math.Min((step + 1) * _options.BatchSize, order.Length)];
                float[] features = _encoder.Encode(Vary(train, rows, seed, epoch), rows.Length);
                loss += layer.Step(features, [.. rows.Select(row => train.Labels[row])], Rate(peak, (long)epoch * perEpoch + step, steps)) * rows.Length;
            }
            if (!double.IsFinite(loss)) throw new ArithmeticException($"The loss is {loss} in epoch {epoch}. Lower the learning rate.");
            progress?.Invoke(epoch + 1, _options.Epochs, loss / train.Count);
        }
        return Score(layer, DatasetFeatures.Encode(test, _encoder, _card.PixelMaximum, cancellation), train.Count, clock);
    }

    /// <summary>Half a cosine from the peak to a tenth of it, step by step.</summary>
    static double Rate(double peak, long step, long steps)
    {
        const double FinalShare = 0.1;
        double done = steps <= 1 ? 0 : (double)step / (steps - 1);
        return peak * (FinalShare + (1 - FinalShare) * 0.5 * (1 + Math.Cos(Math.PI * done)));
    }

    /// <summary>Images of the encoder's input shape, each a crop of its own, in the part at which the network looks.</summary>
    float[] Vary(IImageSet train, int[] rows, ulong seed, int epoch)
    {
        int size = train.Shape.Size;
        float[] images = new float[rows.Length * size];
        SeedKey crops = new(seed, "sgd-probe/crop", epoch), mirrors = new(seed, "sgd-probe/mirror", epoch);
        Parallel.For(0, rows.Length, i =>
        {
            float[] image = new float[size];
            train.Read(rows[i], image);
            var box = CropBox.Draw(crops.At(rows[i]), train.Shape.Height, train.Shape.Width, (_options.MinimumCropScale, 1), CropBox.UsualRatio);
            var stream = new RandomStream(mirrors.At(rows[i]));
            bool mirrored = _options.HorizontalFlip && stream.NextInt32(2) == 1;
            var result = images.AsSpan(i * size, size);
            CroppedImage.Write(
                image, train.Shape, box, mirrored, result, train.Shape, _card.ViewHeight ?? train.Shape.Height, _card.ViewWidth ?? train.Shape.Width);
            if (_card.PixelMaximum != 1) TensorPrimitives.Multiply(result, _card.PixelMaximum, result);
        });
        return images;
    }

    static ProbeResult Score(SoftmaxLayer layer, LabelledFeatures test, int trainRows, Stopwatch clock)
    {
        var confusion = new ConfusionMatrix(test.Classes);
        int inTop = 0;
        foreach (var row in test.Rows)
        {
            float[] logits = layer.Logits(row.Features);
            float own = logits[row.Label];
            // Ties count for the class of the lower number, as an arg-max does.
            int better = logits.Index().Count(pair => pair.Item > own || pair.Item == own && pair.Index < row.Label);
            if (better < ProbeResult.TopK) inTop++;
            confusion.Add((int)row.Label, Array.IndexOf(logits, logits.Max()));
        }
        return new ProbeResult(confusion.Accuracy, (double)inTop / test.Count, trainRows, test.Count, clock.Elapsed.TotalSeconds) { Confusion = confusion };
    }
}
