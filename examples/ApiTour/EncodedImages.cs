using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Onnx;

namespace ApiTour;

/// <summary>Images as they are, files or in memory, to features by the encoder's own rule, alone and in a pipeline that is saved.</summary>
public static class EncodedImages
{
    /// <summary>Encodes a file in every way.</summary>
    /// <returns>The features in each: from the path, from a stream, from an image, by a pipeline, and by the same once it was saved and loaded.</returns>
    public static IReadOnlyList<float[]> Run(string encoderPath, string imagePath, string modelPath)
    {
        using var encoder = new OnnxEncoder(encoderPath);
        using var stream = File.OpenRead(imagePath);
        using var image = MLImage.CreateFromFile(imagePath);
        var ml = new MLContext();
        IDataView rows = ml.Data.LoadFromEnumerable([new Photograph { ImagePath = imagePath }]);
        ImageEncodingEstimator estimator = ml.Transforms.EncodeImages("Features", nameof(Photograph.ImagePath), encoder);
        TransformerChain<ITransformer> fitted = estimator.Fit(rows);
        ml.Model.Save(fitted, rows.Schema, modelPath);
        ITransformer loaded = new MLContext().Model.Load(modelPath, out _);
        return [encoder.Encode(imagePath), encoder.Encode(stream), encoder.Encode(image), Features(fitted.Transform(rows)), Features(loaded.Transform(rows))];
    }

    static float[] Features(IDataView encoded) => encoded.GetColumn<float[]>("Features").Single();

    sealed class Photograph
    {
        public string ImagePath { get; set; } = "";
    }
}
