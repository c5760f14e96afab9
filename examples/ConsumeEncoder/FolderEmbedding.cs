using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Transforms.Image;

namespace ConsumeEncoder;

/// <summary>The features of every image in a folder: by an encoder that resizes by itself, or by a pipeline of ML.NET's own transforms.</summary>
public static class FolderEmbedding
{
    static readonly HashSet<string> Extensions = new([".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Embeds the images in a folder and those below it, in the order of their names.</summary>
    /// <param name="encoder">An encoder.onnx.</param>
    /// <param name="folder">The folder.</param>
    /// <returns>Names relative to the folder, and a vector of features for each.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">The folder has no image, or the file is no encoder.</exception>
    public static IReadOnlyList<(string Name, float[] Features)> Embed(string encoder, string folder)
    {
        using var pictures = Open(encoder);
        var description = pictures is null ? EncoderDescription.Read(encoder) : null;
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
        string[] names = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => Extensions.Contains(Path.GetExtension(path)))
            .Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal)];
        if (names.Length == 0) throw new InvalidDataException($"There is no image in '{folder}'.");
        return description is null
            ? [.. names.Select(name => (name, pictures!.Encode(Path.Combine(folder, name))))]
            : ByPipeline(encoder, description, folder, names);
    }

    static PictureSession? Open(string encoder)
    {
        if (!File.Exists(encoder)) throw new FileNotFoundException($"There is no encoder '{encoder}'.", encoder);
        try
        {
            return PictureSession.TryOpen(encoder);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidDataException($"'{encoder}' is no encoder: {e.Message}", e);
        }
    }

    /// <summary>By ML.NET's own steps, whose filter is another than that of Mlvgm.MLNet: features differ a little, and so may the nearest neighbour.</summary>
    static IReadOnlyList<(string Name, float[] Features)> ByPipeline(string encoder, EncoderDescription description, string folder, string[] names)
    {
        var ml = new MLContext(seed: 0);
        var images = ml.Data.LoadFromEnumerable(names.Select(name => new ImageFile { Name = name }));
        var pipeline = ml.Transforms.LoadImages("Loaded", folder, nameof(ImageFile.Name))
            // The largest centred part of the image that has the encoder's proportions.
            .Append(ml.Transforms.ResizeImages("Sized", description.Width, description.Height, "Loaded", ImageResizingEstimator.ResizingKind.IsoCrop))
            .Append(Pixels(ml, description))
            .Append(ml.Transforms.ApplyOnnxModel(description.OutputName, description.InputName, encoder));
        var embedded = pipeline.Fit(images).Transform(images);
        return [.. names.Zip(embedded.GetColumn<float[]>(description.OutputName))];
    }

    /// <summary>Pixels as the encoder takes them: planar, of 0..1 or 0..255, in colour or in grey.</summary>
    static IEstimator<ITransformer> Pixels(MLContext ml, EncoderDescription description)
    {
        float scale = description.PixelMaximum / 255;
        if (description.Channels == 3) return ml.Transforms.ExtractPixels(description.InputName, "Sized", scaleImage: scale);
        return ml.Transforms.ConvertToGrayscale("Grey", "Sized").Append(ml.Transforms.ExtractPixels(
            description.InputName, "Grey", ImagePixelExtractingEstimator.ColorBits.Red, scaleImage: scale));
    }

    sealed class ImageFile
    {
        public string Name { get; set; } = "";
    }
}
