namespace Mlvgm.MLNet.OnnxImport;

/// <summary>The settings of an import.</summary>
/// <example>See <c>examples/ApiTour/ImportedNetwork.cs</c>.</example>
public sealed record OnnxImportOptions
{
    /// <summary>
    /// The node, or the value that a node computes, whose first output the network gives. When null, the graph's output; of
    /// <see cref="OnnxImporter.ReadFeatures"/>, what goes into the last linear layer.
    /// </summary>
    public string? FeaturesNode { get; init; }

    /// <summary>
    /// The shape of one sample that the network will take, without the batch, such as 3, 128, 128; the file's own when null. Needed where the file leaves axes
    /// free; where it does not, the network is made to take another size if its layers allow it.
    /// </summary>
    public IReadOnlyList<long>? SampleShape { get; init; }

    /// <summary>
    /// Whether the channels of images come in the opposite order of the file's, so that a network for blue, green, red, as CNTK, Caffe and OpenCV have them, takes
    /// red, green, blue. Of <see cref="OnnxImporter.ReadFeatures"/> alone.
    /// </summary>
    public bool ReversesChannels { get; init; }
}
