using Microsoft.ML.Transforms.Onnx;
using Mlvgm.MLNet;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Onnx.Sessions;

namespace Microsoft.ML;

/// <summary>Encoders as transforms.</summary>
/// <example>See <c>examples/ApiTour/EncoderAlone.cs</c>.</example>
public static class EncoderCatalog
{
    /// <summary>
    /// Create an <see cref="EncoderEstimator"/>, which computes the features of images with a trained encoder.
    /// </summary>
    /// <remarks>
    /// The model is checked first, so that a wrong file or name fails here and not at the first row; fitting looks at the range of the first rows' pixels. What is
    /// fitted is ML.NET's own <see cref="OnnxTransformer"/>: a model saved with it loads wherever Microsoft.ML.OnnxTransformer is. It scores row by row;
    /// <see cref="OnnxEncoder"/> scores in batches.
    /// </remarks>
    /// <param name="catalog">The <see cref="MLContext.Transforms"/> catalog.</param>
    /// <param name="outputColumnName">The column of features to make, a vector of <see cref="float"/>; named as the model's output.
    /// </param>
    /// <param name="inputColumnName">The column of pixels, a vector of <see cref="float"/>, planar, in the range that the
    /// <see cref="EncoderCard"/> states; named as the model's input.</param>
    /// <param name="modelFile">The encoder, an .onnx file. It must stay in place while the estimator is in use.</param>
    /// <param name="gpuDeviceId">The CUDA device; null for ML.NET's setting, which is the CPU.</param>
    /// <param name="fallbackToCpu">Whether to use the CPU where CUDA is not available.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no ONNX model, is corrupt, is no encoder, or takes what ML.NET cannot give it, such as float16 or more than one row at a time.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column has another name than the model's tensor; the message says which.</exception>
    /// <exception cref="InvalidOperationException">A GPU is asked for and ONNX Runtime has no CUDA.</exception>
    public static EncoderEstimator ApplyEncoder(
        this TransformsCatalog catalog, string outputColumnName, string inputColumnName, string modelFile,
        int? gpuDeviceId = null, bool fallbackToCpu = false)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrWhiteSpace(outputColumnName);
        ArgumentException.ThrowIfNullOrWhiteSpace(inputColumnName);
        float? pixelMaximum;
        using (var model = new EncoderModel(modelFile, new EncoderInputOptions()))
        {
            pixelMaximum = model.Card?.PixelMaximum;
            CheckName("input", inputColumnName, model.Input.Name, model.Path, nameof(inputColumnName));
            CheckName("output", outputColumnName, model.Output.Name, model.Path, nameof(outputColumnName));
            CheckForm(model);
            if (model.Card?.Normalization is not null)
            {
                throw new InvalidDataException(
                    $"The card of '{model.Path}' says what is done to pixels before the graph, and ML.NET's own transformer gives it pixels as they are. Use {nameof(EncodeImages)}, or " +
                    $"{nameof(ApplyEncoder)} with an {nameof(OnnxEncoder)}.");
            }
        }
        // ML.NET's own fallback does not catch what ONNX Runtime without CUDA throws.
        if (gpuDeviceId is { } device && !OnnxProviders.HasCuda)
        {
            if (!fallbackToCpu) OnnxProviders.RequireCuda(device);
            gpuDeviceId = null;
        }
        return new EncoderEstimator(
            catalog.GetEnvironment(), catalog.ApplyOnnxModel(outputColumnName, inputColumnName, modelFile, gpuDeviceId, fallbackToCpu), inputColumnName, modelFile,
            pixelMaximum);
    }

    /// <summary>
    /// Create an <see cref="ImageEncodingEstimator"/>, which computes the features of pixels with any encoder, also of others, whose card says what is done to pixels before the graph,
    /// or that have a second network before them.
    /// </summary>
    /// <remarks>Columns may have any names. A saved model loads wherever this assembly is.</remarks>
    /// <param name="catalog">The <see cref="MLContext.Transforms"/> catalog.</param>
    /// <param name="outputColumnName">The column of features to make, a vector of <see cref="float"/>.</param>
    /// <param name="inputColumnName">The column of pixels, a vector of <see cref="float"/>, planar, in the range that the <see cref="EncoderCard"/> states.</param>
    /// <param name="encoder">The encoder; its file must stay in place while the estimator is in use, the object itself only until this returns.</param>
    /// <exception cref="InvalidDataException">The encoder takes what ML.NET cannot give it, such as float16 or more than one row at a time.</exception>
    /// <exception cref="InvalidOperationException">The encoder has no card, so that nothing says what pixels it takes.</exception>
    public static ImageEncodingEstimator ApplyEncoder(this TransformsCatalog catalog, string outputColumnName, string inputColumnName, OnnxEncoder encoder) =>
        Create(catalog, outputColumnName, inputColumnName, encoder, takesVectors: true);

    /// <summary>Create an <see cref="ImageEncodingEstimator"/>, which computes the features of images by an encoder's own rule, from image files or from ML.NET's images.</summary>
    /// <remarks>
    /// Images are turned upright as the EXIF data of their files says, brought to the encoder's size and range, and encoded, as <see cref="OnnxEncoder.Encode(string)"/> does it; ML.NET's
    /// ResizeImages resizes otherwise. A saved model loads wherever this assembly is, by <c>ml.Model.Load</c> alone.
    /// </remarks>
    /// <param name="catalog">The <see cref="MLContext.Transforms"/> catalog.</param>
    /// <param name="outputColumnName">The column of features to make, a vector of <see cref="float"/>.</param>
    /// <param name="inputColumnName">The column of images: text, which are paths of image files, or images as LoadImages makes them.</param>
    /// <param name="encoder">The encoder; its file must stay in place while the estimator is in use, the object itself only until this returns.</param>
    /// <exception cref="InvalidDataException">The encoder takes what ML.NET cannot give it, such as float16 or more than one row at a time.</exception>
    /// <exception cref="InvalidOperationException">The encoder has no card, so that nothing says what pixels it takes.</exception>
    public static ImageEncodingEstimator EncodeImages(this TransformsCatalog catalog, string outputColumnName, string inputColumnName, OnnxEncoder encoder) =>
        Create(catalog, outputColumnName, inputColumnName, encoder, takesVectors: false);

    static ImageEncodingEstimator Create(TransformsCatalog catalog, string outputColumnName, string inputColumnName, OnnxEncoder encoder, bool takesVectors)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrWhiteSpace(outputColumnName);
        ArgumentException.ThrowIfNullOrWhiteSpace(inputColumnName);
        ArgumentNullException.ThrowIfNull(encoder);
        CheckForm(encoder.Model);
        return new ImageEncodingEstimator(catalog, outputColumnName, inputColumnName, encoder, takesVectors);
    }

    /// <summary>What ML.NET's transformer can run: one row of float32 at a time.</summary>
    static void CheckForm(EncoderModel model)
    {
        if (model.FixedBatch is > 1)
        {
            throw new InvalidDataException(
                $"'{model.Path}' takes {model.FixedBatch} images at a time, and ML.NET gives it one row. Export it with a dynamic first dimension, or use {nameof(OnnxEncoder)}.");
        }
        if (model.Input.IsHalf || model.Output.IsHalf)
        {
            throw new InvalidDataException(
                $"'{model.Path}' takes or gives float16, and ML.NET's columns hold float32. Export it with float32 inputs and outputs, or use {nameof(OnnxEncoder)}.");
        }
    }

    static void CheckName(string role, string column, string tensor, string file, string parameter)
    {
        if (column != tensor)
            throw new ArgumentOutOfRangeException(parameter,
                $"Schema mismatch for {role} column '{column}': the {role} of '{file}' is called '{tensor}', and ML.NET needs columns of " +
                $"the tensors' names. Use '{tensor}' here, and CopyColumns {(role == "input" ? "before" : "after")} this step to rename.");
    }
}
