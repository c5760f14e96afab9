using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Strategies;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Training.DecodedStore;
using Mlvgm.MLNet.Training.Monitors;
using Mlvgm.MLNet.Training.Sources;
using Mlvgm.MLNet.Training.Streaming;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Encoders;

/// <summary>The input of an encoder's training: checked columns, and where the pairs come from.</summary>
sealed class EncoderInput
{
    readonly IDataView _view;
    readonly string _anchorColumnName;
    readonly string? _positiveColumnName;
    readonly Lazy<Identity?> _images;

    /// <param name="view">The rows.</param>
    /// <param name="anchorColumnName">The anchors' column.</param>
    /// <param name="positiveColumnName">The positives' column; null for the one that a generated view has.</param>
    /// <param name="stores">Whether image files are decoded once, into a store.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public EncoderInput(IDataView view, string anchorColumnName, string? positiveColumnName, bool stores = false)
    {
        _view = view;
        _anchorColumnName = anchorColumnName;
        _positiveColumnName = positiveColumnName ?? PositiveOf(view, anchorColumnName);
        ImageShape = ShapeOf(view.Schema, anchorColumnName);
        if (_positiveColumnName is not null && ShapeOf(view.Schema, _positiveColumnName) is var positive && positive != ImageShape)
            throw Mismatch(_positiveColumnName, $"images of {ImageShape} as in '{anchorColumnName}'", positive.ToString());
        if (!stores) Streamed = FilesOf(view);
        _images = new Lazy<Identity?>(() => ImageIdentity.TryOf(view));
    }

    /// <summary>The shape of every image.</summary>
    public ImageShape ImageShape { get; }

    /// <summary>The image files of the rows, where each is decoded whenever it is wanted; null where the rows are something else, or are stored.</summary>
    public ImageFileSet? Streamed { get; }

    /// <summary>The generator's name, or what the rows are.</summary>
    public string Origin => _view is GeneratedDataView generated ? generated.Generator.Name : "rows";

    /// <summary>The name of the strategy that makes positives.</summary>
    public string Strategy => _positiveColumnName is null ? "none"
        : _view is GeneratedDataView generated ? generated.Strategy.Name
        : "column";

    /// <summary>Whether rows are read once, into a store: neither generated nor without end, nor decoded as they are wanted.</summary>
    bool IsStored => Streamed is null && _view is not GeneratedDataView && !GeneratedDataView.IsEndless(_view.Schema);


    string[] Columns => _positiveColumnName is null ? [_anchorColumnName] : [_anchorColumnName, _positiveColumnName];

    /// <summary>The rows, to be decoded once.</summary>
    /// <param name="pixelMaximum">The value of a white pixel in rows that are neither generated nor decoded from files.</param>
    /// <param name="store">The store's file.</param>
    /// <param name="threads">Threads that decode files.</param>
    /// <param name="passedOver">Told of files that are passed over; null where none may be.</param>
    /// <param name="inform">Told about decoding.</param>
    /// <param name="cancellation">Ends decoding.</param>
    public InputRows Rows(float pixelMaximum, string store, int? threads, Action<SkippedImage>? passedOver, Action<string> inform, CancellationToken cancellation)
    {
        float maximum = IsZeroToOne(_view) ? 1 : pixelMaximum;
        var files = FilesOf(_view);
        return new InputRows(
            _view, Columns, ImageShape, maximum, view => files is null ? new RowImageCursor(view, Columns, ImageShape, maximum) : new FileRows(files, threads, passedOver),
            () => files is null ? null : _images.Value!.Sha256, store, inform, cancellation);
    }

    /// <summary>Looks at the first rows that are neither a generator's nor decoded from files; <see cref="InputRows.CheckFirst"/>.</summary>
    public void CheckPixels(InputRows rows, Action<string> warn)
    {
        if (!IsZeroToOne(_view)) rows.CheckFirst(warn);
    }

    /// <summary>What the pairs come from, for the record: its form.</summary>
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
        json["perturbations"] = new JsonArray([.. parts.Select(part => JsonValue.Create($"{part.Span.Name}: {InvariantText.Of(part.Perturbation)}"))]);
        (json["seed"], json["epoch"]) = (generated.Seed, generated.Epoch);
        return json;
    }

    /// <summary>
    /// What the pairs come from: its content. A generator by its hash, and a strategy by its canonical text, which has the hash of walkers; images in memory by pixels, labels, class names and shape; files
    /// that are decoded as they are wanted by <see cref="StreamedIdentity"/>; of other rows, every pixel, and of rows without end, those of the first 64.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="decode">Whether rows that have to be read are decoded with it, for a run that begins.</param>
    public Identity Content(InputRows rows, bool decode)
    {
        if (_view is GeneratedDataView generated)
        {
            return new Identity().With("generator", GeneratorIdentity.Of(generated.Generator))
                .With("strategy", StrategyText.Canonical(generated.Strategy, generated.Generator.Layout));
        }
        if (Streamed is { } files) return new Identity().With("files", StreamedIdentity.Of(files));
        if (_images.Value is { } images) return new Identity().With("images", images);
        if (!IsStored) return new Identity().With("firstRows", rows.HashOfFirst());
        if (decode) rows.Decode();
        return new Identity().With("allRows", rows.Hash());
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
        return LabelledImages.Read(view, ImageShape, _anchorColumnName, labelColumnName, IsZeroToOne(view) ? 1 : pixelMaximum);
    }

    /// <summary>
    /// Batches straight from the generator where the view's rows would say the same; rows of generated views as they are made; all others, but for files that are
    /// decoded as they are wanted, decoded once, into a store, when the first is wanted.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="pixelMaximum">The value of a white pixel in rows that are not generated.</param>
    /// <param name="seed">The seed of the order of rows.</param>
    /// <param name="device">Where the generator computes.</param>
    public IViewSource OpenSource(InputRows rows, float pixelMaximum, ulong seed, Device device)
    {
        if (_view is GeneratedDataView { Generator: TorchGenerator generator } generated
            && _anchorColumnName == generated.AnchorColumnName && _positiveColumnName == generated.PositiveColumnName)
        {
            generator.MoveTo(device);
            return new ContinuousSamplingSource(generator, generated.Strategy, generated.Seed, generated.Epoch, generated.GetRowCount());
        }
        if (IsStored) return new StoredViewSource(ImageShape, rows.Open, seed);
        // Generated pixels are in [0, 1], whatever the encoder is to be used on.
        return new RowStreamSource(_view, ImageShape, Columns, _view is GeneratedDataView ? 1 : pixelMaximum);
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

    /// <summary>Whether pixels are in [0, 1] whatever the encoder is to be used on.</summary>
    static bool IsZeroToOne(IDataView view) => view is GeneratedDataView || FilesOf(view) is not null;

    static ImageFileSet? FilesOf(IDataView view) => view is ImageDatasetView { Dataset: ImageFileSet files } ? files : null;

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
