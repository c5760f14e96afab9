using Mlvgm.MLNet.OnnxExport.Inputs;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxExport.Parity;

/// <summary>Reproducible random inputs: pixels over their range where the input is normalised, standard normals elsewhere.</summary>
static class RandomInputs
{
    public static IReadOnlyList<Tensor> Draw(IReadOnlyList<OnnxInput> inputs, long batch)
    {
        var random = new Random((int)batch);
        return [.. inputs.Select(input => Draw(input, batch, random))];
    }

    static Tensor Draw(OnnxInput input, long batch, Random random)
    {
        float[] values = new float[input.Shape.Aggregate(batch, (product, d) => checked(product * d))];
        for (int i = 0; i < values.Length; i++)
            values[i] = input.Normalization is { } pixels ? random.NextSingle() * pixels.PixelMaximum : Normal(random);
        return tensor(values, [batch, .. input.Shape]);
    }

    static float Normal(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
