using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Training.DecodedStore;
using Mlvgm.MLNet.Training.Monitors;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Encoders;

/// <summary>The input of an encoder's training: checked columns, and where the pairs come from.</summary>
sealed class EncoderInput
{
    readonly IDataView _view;
    readonly string _anchorColumnName;
    readonly string? _positiveColumnName;

    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public EncoderInput(IDataView view, string anchorColumnName, string? positiveColumnName)
    {
        _view = view;
        _anchorColumnName = anchorColumnName;
        _positiveColumnName = positiveColumnName ?? PositiveOf(view, anchorColumnName);
        ImageShape = ShapeOf(view.Schema, anchorColumnName);
        if (_positiveColumnName is not null && ShapeOf(view.Schema, _positiveColumnName) is var positive && positive != ImageShape)
            throw Mismatch(_positiveColumnName, $"images of {ImageShape} as in '{anchorColumnName}'", positive.ToString());
    }

    /// <summary>The shape of every image.</summary>
    public ImageShape ImageShape { get; }

    /// <summary>The generator's name, or what the rows are.</summary>
    public string Origin => _view is GeneratedDataView generated ? generated.Generator.Name : "rows";

    /// <summary>The name of the strategy that makes positives.</summary>
    public string Strategy => _positiveColumnName is null ? "none"
        : _view is GeneratedDataView generated ? generated.Strategy.Name
        : "column";

    /// <summary>What the pairs come from, for the record.</summary>
    public JsonObject Describe()
    {
        var json = new JsonObject
        {
            ["origin"] = Origin,
            ["imageShape"] = ImageShape.ToString(),
            ["rows"] = _view.GetRowCount(),
            ["anchorColumn"] = _anchorColumnName,
            ["positiveColumn"] = _positiveColumnName,
            ["strategy"] = Strategy,
        };
        if (_view is not GeneratedDataView generated) return json;
        var parts = generated.Strategy.Resolve(generated.Generator.Layout);
        json["perturbations"] = new JsonArray([.. parts.Select(part => JsonValue.Create($"{part.Span.Name}: {part.Perturbation}"))]);
        (json["seed"], json["epoch"]) = (generated.Seed, generated.Epoch);
        return json;
    }

    /// <summary>Reads labelled images, of the shape of these and in a column of the same name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public LabelledImages ReadLabelled(IDataView view, string labelColumnName, float pixelMaximum)
    {
        if (ShapeOf(view.Schema, _anchorColumnName) is var shape && shape != ImageShape)
            throw Mismatch(_anchorColumnName, $"labelled images of {ImageShape}", shape.ToString());
        if (view.Schema.GetColumnOrNull(labelColumnName) is null)
        {
            throw new ArgumentOutOfRangeException("inputSchema",
                $"Could not find label column '{labelColumnName}' of the labelled images. They have {string.Join(", ", view.Schema)}.");
        }
        return LabelledImages.Read(view, ImageShape, _anchorColumnName, labelColumnName, view is GeneratedDataView ? 1 : pixelMaximum);
    }

    /// <summary>
    /// Batches straight from the generator where the view's rows would say the same; rows of generated views as they are made; all others decoded once,
    /// into a store, when the first is wanted.
    /// </summary>
    /// <param name="pixelMaximum">The value of a white pixel in rows that are not generated.</param>
    /// <param name="seed">The seed of the order of rows.</param>
    /// <param name="device">Where the generator computes.</param>
    /// <param name="storePath">The store's file; a finished one that is there is used.</param>
    /// <param name="inform">Told about decoding.</param>
    /// <param name="cancellation">Ends decoding.</param>
    public IViewSource OpenSource(
        float pixelMaximum, ulong seed, Device device, string storePath, Action<string> inform, CancellationToken cancellation)
    {
        if (_view is GeneratedDataView { Generator: TorchGenerator generator } generated
            && _anchorColumnName == generated.AnchorColumnName && _positiveColumnName == generated.PositiveColumnName)
        {
            generator.MoveTo(device);
            return new ContinuousSamplingSource(generator, generated.Strategy, generated.Seed, generated.Epoch, generated.GetRowCount());
        }
        string[] columns = _positiveColumnName is null ? [_anchorColumnName] : [_anchorColumnName, _positiveColumnName];
        // Generated pixels are in [0, 1], whatever the encoder is to be used on.
        if (_view is GeneratedDataView) return new RowStreamSource(_view, ImageShape, columns, pixelMaximum: 1);
        return GeneratedDataView.IsEndless(_view.Schema)
            ? new RowStreamSource(_view, ImageShape, columns, pixelMaximum)
            : new StoredViewSource(ImageShape, () => Decode(columns, pixelMaximum, storePath, inform, cancellation), seed);
    }

    DecodedImages Decode(string[] columns, float pixelMaximum, string path, Action<string> inform, CancellationToken cancellation)
    {
        if (DecodedImages.TryOpen(path, ImageShape, columns.Length) is { } finished) return finished;
        long start = Stopwatch.GetTimestamp();
        var header = new DecodedWriter(columns, ImageShape, pixelMaximum).Write(path, _view, cancellation);
        inform(FormattableString.Invariant(
            $"Decoded {header.Count} rows to {path} ({header.FileBytes / 1e6:f1} MB) in {Stopwatch.GetElapsedTime(start).TotalSeconds:f1} s"));
        return DecodedImages.Open(path);
    }

    /// <exception cref="ArgumentOutOfRangeException">The view is known to have fewer rows than one batch.</exception>
    public void CheckRowCount(int batchSize)
    {
        if (_view.GetRowCount() is { } rows && rows < batchSize)
        {
            throw new ArgumentOutOfRangeException(
                nameof(batchSize), batchSize, $"The input has {rows} rows, fewer than one batch of {batchSize}.");
        }
    }

    public static ArgumentOutOfRangeException Missing(string column) => new("inputSchema", $"Could not find input column '{column}'");

    public static ArgumentOutOfRangeException Mismatch(string column, string expected, string got) =>
        new("inputSchema", $"Schema mismatch for input column '{column}': expected {expected}, got {got}");

    static string? PositiveOf(IDataView view, string anchorColumnName) =>
        view is GeneratedDataView generated && generated.AnchorColumnName == anchorColumnName ? generated.PositiveColumnName : null;

    static ImageShape ShapeOf(DataViewSchema schema, string column)
    {
        if (schema.GetColumnOrNull(column) is not { } found) throw Missing(column);
        return found.Type is VectorDataViewType { ItemType: NumberDataViewType item, Dimensions: [1 or 3, > 0, > 0] dimensions }
            && item == NumberDataViewType.Single
            ? new ImageShape(dimensions[0], dimensions[1], dimensions[2])
            : throw Mismatch(column, "a vector of Single of dimensions channels (1 or 3) x height x width" + Advice(found.Type), found.Type.ToString()!);
    }

    static string Advice(DataViewType type) => type is ImageDataViewType
        ? $" (make one with ml.Transforms.ExtractPixels, and set {nameof(PixelRange)} to {nameof(PixelRange.ZeroTo255)})"
        : "";
}
