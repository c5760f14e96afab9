namespace Mlvgm.MLNet.Data;

/// <summary>A part of a dataset.</summary>
/// <example>See <c>examples/ApiTour/TransferredEncoder.cs</c>.</example>
public enum DatasetSplit
{
    /// <summary>
    /// The images that models are fitted to: IDX files named <c>train-</c>, or the folder <c>train</c> or <c>training</c>, in any case,
    /// where there is one beside a test part.
    /// </summary>
    Train,

    /// <summary>The held-out images: IDX files named <c>t10k-</c> or <c>test-</c>, or the folder <c>test</c>, <c>testing</c>, <c>val</c>,
    /// <c>validation</c> or <c>valid</c>, in any case; or what <see cref="ImageReadingOptions.HoldOut"/> holds out.</summary>
    Test,
}
