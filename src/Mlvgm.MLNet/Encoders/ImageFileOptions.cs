using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Encoders;

/// <summary>How an encoder is trained from image files (<see cref="ImageFileSet"/>) that are not read into memory. Of any other input they decide nothing.</summary>
/// <example>See <c>examples/ApiTour/StreamedFolder.cs</c>.</example>
public sealed record ImageFileOptions : ISettings
{
    /// <summary>
    /// Whether files are decoded once, before the first step, into a store in the run directory: each as a picture of the encoder's size, of which augmentation cuts its crops.
    /// Otherwise they are decoded whenever they are wanted, and crops are cut from the full pictures.
    /// </summary>
    [Setting("Whether image files are decoded once, into a store in the run directory, rather than whenever they are wanted; crops are then cut from the small pictures in it.")]
    public bool Store { get; init; }

    /// <summary>Threads that decode files; as many as there are processors when null. The result is the same.</summary>
    [Setting("Threads that decode image files; as many as there are processors when none.", Minimum = 1, IsFree = true)]
    public int? DecodingThreads { get; init; }
}
