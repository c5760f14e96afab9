namespace Mlvgm.Testing.Onnx;

/// <summary>Models whose results are known in closed form.</summary>
public static class PlainModels
{
    public const int InputSize = 12;
    public const int FeatureWidth = 2;

    /// <summary>Two features: the sum of the pixels, and the sum of pixel times its position.</summary>
    public static ModelWriter Encoder(string input = "Image", string output = "Features", object? batch = null)
    {
        float[] weight = new float[InputSize * FeatureWidth];
        for (int i = 0; i < InputSize; i++) (weight[2 * i], weight[2 * i + 1]) = (1, i);
        return new ModelWriter()
            .Input(input, batch ?? "N", 3, 2, 2).Output(output, batch ?? "N", FeatureWidth)
            .Floats("weight", [InputSize, FeatureWidth], weight)
            .Node("Flatten", [input], "flat").Node("MatMul", ["flat", "weight"], output);
    }

    public static float[] Features(ReadOnlySpan<float> images)
    {
        float[] features = new float[images.Length / InputSize * FeatureWidth];
        for (int i = 0; i < images.Length; i++)
        {
            int row = i / InputSize;
            features[2 * row] += images[i];
            features[2 * row + 1] += images[i] * (i % InputSize);
        }
        return features;
    }

    /// <summary>
    /// A classifier as a stranger exports one: a convolution, batch normalisation, the mean of every channel (the node <c>pool</c>), and a layer to two
    /// scores.
    /// </summary>
    public static ModelWriter Classifier(int channels, int side, int width = 6)
    {
        float[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(i => MathF.Sin(0.7f * i))];
        float[] Same(float value) => [.. Enumerable.Repeat(value, width)];
        return new ModelWriter()
            .Input("image", "N", channels, side, side).Output("scores", "N", 2)
            .Floats("conv.weight", [width, channels, 3, 3], Numbers(width * channels * 9))
            .Floats("bn.weight", [width], Same(1)).Floats("bn.bias", [width], Numbers(width))
            .Floats("bn.running_mean", [width], Same(0)).Floats("bn.running_var", [width], Same(1))
            .Floats("fc.weight", [width, 2], Numbers(2 * width)).Floats("fc.bias", [2], 0, 1)
            .Node("Conv", ["image", "conv.weight"], "conv").Node("BatchNormalization", ["conv", "bn.weight", "bn.bias", "bn.running_mean", "bn.running_var"],
                "norm")
            .Node("Relu", ["norm"], "relu").Node("GlobalAveragePool", ["relu"], "pool").Node("Flatten", ["pool"], "vector")
            .Node("Gemm", ["vector", "fc.weight", "fc.bias"], "scores");
    }

    /// <summary>Images of 1x2x2 pixels: sigmoid of z_global (one number) plus z_local (one per pixel).</summary>
    public static ModelWriter Generator() => new ModelWriter()
        .Input("z_global", "N", 1).Input("z_local", "N", 1, 2, 2).Output("Image", "N", 1, 2, 2)
        .Integers("shape", 0, 1, 1, 1)
        .Node("Reshape", ["z_global", "shape"], "broadcast").Node("Add", ["broadcast", "z_local"], "logits")
        .Node("Sigmoid", ["logits"], "Image");
}
