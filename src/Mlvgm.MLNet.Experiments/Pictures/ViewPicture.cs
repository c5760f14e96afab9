using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Experiments.Pictures;

/// <summary>Draws anchors of a generator, and under them their positives by one strategy after another.</summary>
/// <example>See <c>examples/ApiTour/ModelPages.cs</c>.</example>
public sealed class ViewPicture
{
    readonly Options _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="SettingsException">An option is wrong.</exception>
    public ViewPicture(Options? options = null)
    {
        _options = options ?? new Options();
        SettingsOf.Validate(_options);
    }

    /// <summary>Writes the picture: a row of anchors, then a row of their positives for each strategy.</summary>
    /// <param name="path">A PNG file; it appears once it is complete.</param>
    /// <param name="generator">The generator.</param>
    /// <param name="strategies">How positives differ from anchors.</param>
    /// <param name="cancellation">Stops between two rows.</param>
    /// <exception cref="ArgumentException">A strategy does not fit the generator, or the picture would be too large.</exception>
    /// <exception cref="IOException">The file cannot be written; the old file is kept.</exception>
    public void Write(string path, IGenerator generator, IReadOnlyList<ViewStrategy> strategies, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(strategies);
        float[] images = ViewRows.Draw(generator, strategies, _options.Count, _options.Seed, cancellation);
        ImageGrid.WritePng(path, images, generator.ImageShape, _options.Count, _options.Scale);
    }

    /// <summary>Options of a picture.</summary>
    public sealed record Options : ISettings
    {
        /// <summary>Pairs in the picture.</summary>
        [Setting("Pairs in the picture.", Minimum = 1, Maximum = 1000)]
        public int Count { get; init; } = 10;

        /// <summary>Magnification.</summary>
        [Setting("Magnification.", Minimum = 1, Maximum = 64)]
        public int Scale { get; init; } = 2;

        /// <summary>The seed of the samples.</summary>
        [Setting("Seed of the samples.")]
        public ulong Seed { get; init; }
    }
}
