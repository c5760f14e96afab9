using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;

namespace ConsumeEncoder;

/// <summary>
/// An encoder that resizes by itself (<c>mlvgm card encoder.onnx --pictures --out whole.onnx</c>): pictures go in as they are, of any size, so that nothing has to be known of what the encoder
/// takes.
/// </summary>
public sealed class PictureSession : IDisposable
{
    const string Input = "pictures";

    readonly InferenceSession _session;

    PictureSession(InferenceSession session) => _session = session;

    /// <summary>Opens such an encoder; null for one that takes images of one size.</summary>
    /// <exception cref="OnnxRuntimeException">The file is no ONNX model.</exception>
    public static PictureSession? TryOpen(string path)
    {
        var session = new InferenceSession(path);
        if (session.InputNames is [Input]) return new PictureSession(session);
        session.Dispose();
        return null;
    }

    /// <summary>The features of an image file.</summary>
    public float[] Encode(string file)
    {
        using var image = MLImage.CreateFromFile(file);
        using var value = OrtValue.CreateTensorValueFromMemory(Planes(image), [1, 3, image.Height, image.Width]);
        using var options = new RunOptions();
        using var results = _session.Run(options, [Input], [value], _session.OutputNames);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    /// <summary>Frees the session.</summary>
    public void Dispose() => _session.Dispose();

    /// <summary>All red, then all green, then all blue, from 0 to 255.</summary>
    static float[] Planes(MLImage image)
    {
        var pixels = image.Pixels;
        int plane = image.Width * image.Height;
        int[] order = image.PixelFormat == MLPixelFormat.Bgra32 ? [2, 1, 0] : [0, 1, 2];
        float[] planes = new float[3 * plane];
        for (int channel = 0; channel < 3; channel++)
            for (int i = 0; i < plane; i++) planes[channel * plane + i] = pixels[4 * i + order[channel]];
        return planes;
    }
}
