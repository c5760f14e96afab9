using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Onnx;

namespace EncoderService;

/// <summary>The features of labelled images; an image gets the class that most of its nearest neighbours among them have.</summary>
sealed class ReferenceClasses
{
    readonly List<(string Class, float[] Direction)> _references;
    readonly int _neighbours;

    ReferenceClasses(List<(string, float[])> references, int neighbours, ImageFindings findings) =>
        (_references, _neighbours, Findings) = (references, neighbours, findings);

    /// <summary>What stands in the class folders and is not read.</summary>
    public ImageFindings Findings { get; }

    /// <summary>Encodes the images of a folder of class folders.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">It has no class folder with an image, or a file is no image; the message names it.</exception>
    public static ReferenceClasses Read(string folder, OnnxEncoder encoder, int neighbours)
    {
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"There is no folder '{folder}' of references.");
        var references = new List<(string, float[])>();
        var passedOver = new List<(string, PassedOverFiles)>();
        foreach (string name in ImageFiles.FoldersIn(folder))
        {
            var others = new List<PassedOverFiles>();
            foreach (string file in ImageFiles.In(Path.Combine(folder, name), others)) references.Add((name, Direction(Features(file, encoder))));
            passedOver.AddRange(others.Select(files => (name, files)));
        }
        return references.Count > 0
            ? new ReferenceClasses(references, neighbours, ImageFindings.None with { PassedOver = ImageFiles.Join(passedOver) })
            : throw new InvalidDataException($"'{folder}' has no folder with an image in it: a folder for each class is expected.");
    }

    /// <summary>The class, and the share of the neighbours that have it.</summary>
    public ClassAnswer Of(float[] features)
    {
        float[] direction = Direction(features);
        var nearest = _references.OrderByDescending(reference => Dot(reference.Direction, direction)).Take(_neighbours).ToList();
        var votes = nearest.GroupBy(reference => reference.Class).MaxBy(group => group.Count())!;
        return new ClassAnswer(votes.Key, (double)votes.Count() / nearest.Count);
    }

    static float[] Features(string file, OnnxEncoder encoder)
    {
        try
        {
            return encoder.Encode(file);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"Among the references: {e.Message}", e);
        }
    }

    static float[] Direction(float[] features)
    {
        float length = MathF.Sqrt(Math.Max(Dot(features, features), float.Epsilon));
        return [.. features.Select(value => value / length)];
    }

    static float Dot(float[] a, float[] b) => System.Numerics.Tensors.TensorPrimitives.Dot<float>(a, b);
}
