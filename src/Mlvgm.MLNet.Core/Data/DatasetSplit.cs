namespace Mlvgm.MLNet.Data;

/// <summary>A part of a dataset.</summary>
/// <example>See <c>examples/ApiTour/TransferredEncoder.cs</c>.</example>
public enum DatasetSplit
{
    /// <summary>
    /// The images that models are fitted to: IDX files named <c>train-</c>, or the folder <c>train</c> where there is one.
    /// </summary>
    Train,

    /// <summary>The held-out images: IDX files named <c>t10k-</c> or <c>test-</c>, or the folder <c>test</c> or <c>val</c>.</summary>
    Test,
}
