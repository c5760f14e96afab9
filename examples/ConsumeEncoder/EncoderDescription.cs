using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace ConsumeEncoder;

/// <summary>What an encoder's ONNX file says of itself: the names of its ends, and the images it takes.</summary>
/// <param name="InputName">The column of pixels.</param>
/// <param name="OutputName">The column of features.</param>
/// <param name="Channels">1 for greyscale, 3 for RGB.</param>
/// <param name="Height">Rows of an image, in pixels.</param>
/// <param name="Width">Columns of an image, in pixels.</param>
/// <param name="PixelMaximum">The value of a white pixel: 1 or 255.</param>
public sealed record EncoderDescription(string InputName, string OutputName, int Channels, int Height, int Width, float PixelMaximum)
{
    const string PixelMaximumKey = "mlvgm.pixel_maximum";

    /// <summary>Reads it.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no encoder.</exception>
    public static EncoderDescription Read(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no encoder '{path}'.", path);
        try
        {
            using var session = new InferenceSession(path);
            var (inputName, input) = session.InputMetadata.Single();
            int[] shape = input.Dimensions;
            string maximum = session.ModelMetadata.CustomMetadataMap[PixelMaximumKey];
            return new EncoderDescription(
                inputName, session.OutputMetadata.Keys.Single(), shape[1], shape[2], shape[3], float.Parse(maximum, NumberStyles.Float, CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is OnnxRuntimeException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"'{path}' is no encoder that Mlvgm.MLNet has written: {e.Message}", e);
        }
    }
}
