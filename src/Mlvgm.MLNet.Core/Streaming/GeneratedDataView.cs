using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Streaming;

/// <summary>
/// Anchors and positives from a generator, made as they are read: Continuous Sampling (paper, section 3.3) as an <see cref="IDataView"/>.
/// </summary>
/// <remarks>
/// <para>The view is immutable. A row is a function of (seed, epoch, row number) alone, so that every pass over it, on any number of
/// cursors and threads, gives the same rows; <see cref="WithEpoch"/> makes the view of other samples.</para>
/// <para>Columns: one vector of <see cref="float"/> per latent of the anchor, of the latent's name and shape; <c>Anchor</c> and
/// <c>Positive</c>, vectors of <see cref="float"/> of dimensions channels x height x width with values in [0, 1]; and, where asked for,
/// both as <see cref="MLImage"/>. ML.NET drops image columns without notice in <c>Cache</c>, <c>ShuffleRows</c> and the savers; vectors
/// pass everywhere.</para>
/// <para>Rows are generated in chunks of 64, and only what is read: latents without the decoder, anchors without the positives. ML.NET
/// reads ahead of row mappers, so <c>TakeRows</c> belongs right behind this view.</para>
/// <para>ML.NET merges the cursors of a set by <see cref="DataViewRow.Batch"/>, here the number of the chunk. <c>CanShuffle</c> is false:
/// the samples are independent, another order would say nothing.</para>
/// </remarks>
/// <example>See <c>examples/ApiTour/LearnedViews.cs</c>.</example>
public sealed class GeneratedDataView : IDataView
{
    readonly GeneratedColumns _columns;
    readonly Options _options;

    internal GeneratedDataView(IGenerator generator, ViewStrategy strategy, Options options)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(strategy);
        ArgumentNullException.ThrowIfNull(options);
        SettingsOf.Validate(options);
        _options = options;
        (Generator, Strategy) = (generator, strategy);
        _columns = new GeneratedColumns(generator, _options);
        Sampler = new LatentSampler(generator.Layout, strategy, options.Seed, options.Epoch);
    }

    /// <summary>What a generated view holds.</summary>
    public sealed record Options : ISettings
    {
        /// <summary>Rows in the view; null, the default, for a view without end, which a reader must bound (<c>TakeRows</c>).</summary>
        [Setting("Rows in the view; without end when none.", Minimum = 1)]
        public long? RowCount { get; init; }

        /// <summary>The seed of every draw.</summary>
        [Setting("Seed of every random draw.")]
        public ulong Seed { get; init; }

        /// <summary>The epoch, 0-based; each has samples of its own.</summary>
        [Setting("The epoch; each has samples of its own.", Minimum = 0)]
        public int Epoch { get; init; }

        /// <summary>The vector column of the anchors' images.</summary>
        [Setting("The vector column of the anchors' images.", Placeholder = "COLUMN")]
        public string AnchorColumnName { get; init; } = "Anchor";

        /// <summary>The vector column of the positives' images.</summary>
        [Setting("The vector column of the positives' images.", Placeholder = "COLUMN")]
        public string PositiveColumnName { get; init; } = "Positive";

        /// <summary>The <see cref="MLImage"/> column of the anchors; none when null. Greyscale images become RGB.</summary>
        [Setting("The image column of the anchors.", Placeholder = "COLUMN")]
        public string? AnchorImageColumnName { get; init; }

        /// <summary>The <see cref="MLImage"/> column of the positives; none when null. Greyscale images become RGB.</summary>
        [Setting("The image column of the positives.", Placeholder = "COLUMN")]
        public string? PositiveImageColumnName { get; init; }
    }

    /// <summary>The generator.</summary>
    public IGenerator Generator { get; }

    /// <summary>How positives differ from anchors.</summary>
    public ViewStrategy Strategy { get; }

    /// <summary>The seed of every draw.</summary>
    public ulong Seed => _options.Seed;

    /// <summary>The epoch.</summary>
    public int Epoch => _options.Epoch;

    /// <summary>Draws this view's latents: row i of the view is sample i. What a trainer uses to pull batches instead of rows.</summary>
    public LatentSampler Sampler { get; }

    /// <summary>The vector column of the anchors' images.</summary>
    public string AnchorColumnName => _options.AnchorColumnName;

    /// <summary>The vector column of the positives' images.</summary>
    public string PositiveColumnName => _options.PositiveColumnName;

    /// <inheritdoc/>
    public DataViewSchema Schema => _columns.Schema;

    /// <inheritdoc/>
    public bool CanShuffle => false;

    /// <summary>The same view of another epoch: as many rows, other samples.</summary>
    /// <exception cref="SettingsException">The epoch is negative.</exception>
    public GeneratedDataView WithEpoch(int epoch) => new(Generator, Strategy, _options with { Epoch = epoch });

    /// <summary>The rows in the view, or null when it never ends.</summary>
    public long? GetRowCount() => _options.RowCount;

    /// <summary>
    /// Whether rows of this schema come from a generated view without end, perhaps by way of transforms, so that they must not be read to the end.
    /// </summary>
    public static bool IsEndless(DataViewSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return schema.Any(column => column.Annotations.Schema.GetColumnOrNull(GeneratedColumns.EndlessAnnotation) is not null);
    }

    /// <inheritdoc/>
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new GeneratedCursor(this, _columns, columnsNeeded, 0, 1);

    /// <inheritdoc/>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        return CursorSet.Create(n, GetRowCount(), (index, count) => new GeneratedCursor(this, _columns, columns, index, count));
    }
}
