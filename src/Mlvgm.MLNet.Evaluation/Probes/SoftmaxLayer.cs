using System.Numerics.Tensors;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Evaluation.Probes;

/// <summary>A linear layer with softmax and cross-entropy, trained by gradient descent with momentum: weights start at N(0, 0.01²), biases at 0.</summary>
sealed class SoftmaxLayer
{
    const double InitialDeviation = 0.01;
    readonly int _width;
    readonly int _classes;
    readonly float _momentum;
    readonly float[] _weights;
    readonly float[] _biases;
    readonly float[] _weightVelocity;
    readonly float[] _biasVelocity;
    readonly float[] _weightGradient;
    readonly float[] _biasGradient;

    public SoftmaxLayer(int width, int classes, ulong seed, double momentum)
    {
        (_width, _classes, _momentum) = (width, classes, (float)momentum);
        (_weights, _weightVelocity, _weightGradient) = (new float[classes * width], new float[classes * width], new float[classes * width]);
        (_biases, _biasVelocity, _biasGradient) = (new float[classes], new float[classes], new float[classes]);
        var stream = new RandomStream(new SeedKey(seed, "sgd-probe/weights"));
        new TruncatedNormal(standardDeviation: InitialDeviation).Fill(_weights, ref stream);
    }

    /// <summary>The logits [classes] of one row of features.</summary>
    public float[] Logits(ReadOnlySpan<float> features)
    {
        float[] logits = new float[_classes];
        for (int c = 0; c < _classes; c++) logits[c] = TensorPrimitives.Dot(features, WeightsOf(_weights, c)) + _biases[c];
        return logits;
    }

    /// <summary>Takes a step.</summary>
    /// <param name="features">[rows, width].</param>
    /// <param name="labels">The class of each row.</param>
    /// <param name="rate">The learning rate.</param>
    /// <returns>The mean cross-entropy before the step, in nats.</returns>
    public double Step(ReadOnlySpan<float> features, IReadOnlyList<int> labels, double rate)
    {
        double loss = Gradient(features, labels);
        Move(_weights, _weightVelocity, _weightGradient, (float)rate);
        Move(_biases, _biasVelocity, _biasGradient, (float)rate);
        return loss;
    }

    double Gradient(ReadOnlySpan<float> features, IReadOnlyList<int> labels)
    {
        _weightGradient.AsSpan().Clear();
        _biasGradient.AsSpan().Clear();
        double loss = 0;
        float share = 1f / labels.Count;
        float[] probabilities = new float[_classes];
        for (int row = 0; row < labels.Count; row++)
        {
            var own = features.Slice(row * _width, _width);
            float[] logits = Logits(own);
            TensorPrimitives.Subtract(logits, TensorPrimitives.Max<float>(logits), logits);
            TensorPrimitives.Exp(logits, probabilities);
            float sum = TensorPrimitives.Sum<float>(probabilities);
            loss -= logits[labels[row]] - Math.Log(sum);
            TensorPrimitives.Multiply(probabilities, share / sum, probabilities);
            probabilities[labels[row]] -= share;
            TensorPrimitives.Add(_biasGradient, probabilities, _biasGradient);
            for (int c = 0; c < _classes; c++)
            {
                var gradient = WeightsOf(_weightGradient, c);
                TensorPrimitives.MultiplyAdd(own, probabilities[c], gradient, gradient);
            }
        }
        return loss / labels.Count;
    }

    void Move(Span<float> values, Span<float> velocity, ReadOnlySpan<float> gradient, float rate)
    {
        TensorPrimitives.MultiplyAdd(velocity, _momentum, gradient, velocity);
        TensorPrimitives.MultiplyAdd(velocity, -rate, values, values);
    }

    Span<float> WeightsOf(float[] matrix, int c) => matrix.AsSpan(c * _width, _width);
}
