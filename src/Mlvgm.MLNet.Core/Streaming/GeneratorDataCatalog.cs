using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Views;

namespace Microsoft.ML;

/// <summary>Data from generators.</summary>
/// <example>See <c>examples/ApiTour/LearnedViews.cs</c>.</example>
public static class GeneratorDataCatalog
{
    /// <summary>Creates a <see cref="GeneratedDataView"/>: anchors and positives that are generated as they are read.</summary>
    /// <param name="catalog">The <see cref="MLContext.Data"/> catalog.</param>
    /// <param name="generator">The generator.</param>
    /// <param name="strategy">How positives differ from anchors.</param>
    /// <param name="rowCount">Rows in the view; null for a view without end.</param>
    /// <param name="seed">The seed of every draw.</param>
    /// <exception cref="ArgumentException">The strategy names a latent that the generator lacks, or two columns have one name.</exception>
    /// <exception cref="SettingsException"><paramref name="rowCount"/> is below 1.</exception>
    public static GeneratedDataView LoadFromGenerator(
        this DataOperationsCatalog catalog, IGenerator generator, ViewStrategy strategy, long? rowCount = null, ulong seed = 0) =>
        catalog.LoadFromGenerator(generator, strategy, new GeneratedDataView.Options { RowCount = rowCount, Seed = seed });

    /// <summary>
    /// Creates a <see cref="GeneratedDataView"/> with column names, epoch and <see cref="Data.MLImage"/> columns of choice.
    /// </summary>
    /// <param name="catalog">The <see cref="MLContext.Data"/> catalog.</param>
    /// <param name="generator">The generator.</param>
    /// <param name="strategy">How positives differ from anchors.</param>
    /// <param name="options">What the view holds.</param>
    /// <exception cref="ArgumentException">The strategy names a latent that the generator lacks, or two columns have one name.</exception>
    /// <exception cref="SettingsException">The row count is below 1 or the epoch negative; everything that is wrong is named.</exception>
    public static GeneratedDataView LoadFromGenerator(
        this DataOperationsCatalog catalog, IGenerator generator, ViewStrategy strategy, GeneratedDataView.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new GeneratedDataView(generator, strategy, options);
    }
}
