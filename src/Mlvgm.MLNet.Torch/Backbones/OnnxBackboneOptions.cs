using Mlvgm.MLNet.OnnxImport;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Backbones;

/// <summary>The options of a backbone that is somebody's ONNX network: it starts from the weights of the file, and trains them.</summary>
/// <example>See <c>examples/ApiTour/ImportedNetwork.cs</c>.</example>
public sealed record OnnxBackboneOptions : BackboneOptions
{
    /// <inheritdoc/>
    public override string Name => "onnx";

    /// <inheritdoc/>
    public override string Label => Network is null ? Name : $"{Name}-{Path.GetFileNameWithoutExtension(Network)}";

    /// <summary>The network, which takes images and has a vector for each somewhere.</summary>
    [Setting("The ONNX network that becomes the backbone; --backbone FILE.onnx says the same.", Placeholder = "FILE", IsFile = true)]
    public string? Network { get; init; }

    /// <summary>The node with whose output the features leave; what goes into the network's classifier when null.</summary>
    [Setting("The node of the ONNX network whose output are the features; what goes into its classifier when none.", Placeholder = "NODE")]
    public string? Features { get; init; }

    /// <summary>Whether the network takes blue, green, red, as CNTK's, Caffe's and OpenCV's do, where images are red, green, blue.</summary>
    [Setting("Whether the ONNX network takes blue, green, red, as CNTK's, Caffe's and OpenCV's do.", Option = "bgr")]
    public bool ReversesChannels { get; init; }

    /// <inheritdoc cref="ResNetOptions.BFloat16"/>
    [Setting("Whether the backbone's convolutions train in bf16; for GPUs, and CPUs with AMX.", Option = "bf16")]
    public bool BFloat16 { get; init; }

    /// <inheritdoc/>
    protected override void KeepStatistics(nn.Module<Tensor, Tensor> network, IReadOnlySet<string> frozen) => ((OnnxNetwork)network).KeepStatisticsOf(frozen);

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The network has operators that are not known; the message names them all.</exception>
    /// <exception cref="ArgumentException">There is no node of that name.</exception>
    protected override Backbone Build(BackboneInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (Network is null) throw new SettingsException(["Network (--network) is none: the backbone onnx needs the file of a network, as --backbone " +
            "FILE.onnx gives it."]);
        TorchNative.EnsureLoaded();
        var images = input.Images;
        var network = OnnxImporter.ReadFeatures(Network, new OnnxImportOptions
        {
            FeaturesNode = Features,
            SampleShape = [images.Channels, images.Height, images.Width],
            ReversesChannels = ReversesChannels,
        });
        (network.KeepsStatistics, network.RoundsConvolutions) = (FrozenStatistics, BFloat16);
        return new Backbone(network, (int)network.OutputShape[0])
        {
            Rebuild = () => network.Copy().to(CPU),
            InitialWeights = $"Initial weights from '{Network}': {network.parameters().Count()} tensors, features from '{network.OutputName}'.",
        };
    }
}
