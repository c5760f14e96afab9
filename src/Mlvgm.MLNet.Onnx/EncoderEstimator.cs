using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Onnx;
using Mlvgm.MLNet.Data;

namespace Mlvgm.MLNet.Onnx;

/// <summary>
/// Computes the features of images with a trained encoder (<see cref="EncoderCatalog.ApplyEncoder(TransformsCatalog, string, string, string, int?, bool)"/>). <see cref="Fit"/> looks at the first rows, so that pixels of
/// another range than the encoder's are told, and gives ML.NET's own transformer.
/// </summary>
/// <example>See <c>examples/ApiTour/EncoderAlone.cs</c>.</example>
public sealed class EncoderEstimator : IEstimator<OnnxTransformer>
{
    const int CheckedRows = 16;

    readonly IHost _host;
    readonly OnnxScoringEstimator _scoring;
    readonly string _inputColumnName;
    readonly string _file;
    readonly float? _pixelMaximum;

    internal EncoderEstimator(IHostEnvironment environment, OnnxScoringEstimator scoring, string inputColumnName, string file, float? pixelMaximum)
    {
        _host = environment.Register(nameof(EncoderEstimator));
        (_scoring, _inputColumnName, _file, _pixelMaximum) = (scoring, inputColumnName, file, pixelMaximum);
    }

    /// <summary>Looks at the first 16 rows and makes the transformer, for which nothing is learned.</summary>
    /// <param name="input">The images.</param>
    /// <exception cref="InvalidDataException">A pixel is no number, or outside the range that the encoder's card states; the message names the row and says what to do.</exception>
    public OnnxTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        // What has no such column, or one of another type, ML.NET refuses in its own words.
        if (_pixelMaximum is { } maximum && input.Schema.GetColumnOrNull(_inputColumnName) is { } column && column.Type.RawType == typeof(VBuffer<float>))
            Check(input, column, maximum);
        return _scoring.Fit(input);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _scoring.GetOutputSchema(inputSchema);

    void Check(IDataView input, DataViewSchema.Column column, float maximum)
    {
        using var cursor = input.GetRowCursor([column]);
        var getter = cursor.GetGetter<VBuffer<float>>(column);
        var value = default(VBuffer<float>);
        var first = new List<float>();
        while (cursor.Position < CheckedRows - 1 && cursor.MoveNext())
        {
            getter(ref value);
            float[] pixels = [.. value.DenseValues()];
            if (PixelRemedy.Fault(pixels, maximum) is { } fault) throw new InvalidDataException($"Row {cursor.Position} of column '{column.Name}' {fault}");
            first.AddRange(pixels);
        }
        if (!PixelCheck.LooksDark(CollectionsMarshal.AsSpan(first), maximum)) return;
        using var channel = _host.Start(nameof(Fit));
        channel.Warning(
            MessageSensitivity.None,
            $"No pixel of the first rows of column '{column.Name}' is above 1, though white is {maximum} for '{_file}': it would see black images. Multiply them by {maximum}.");
    }
}
