using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.OnnxImport.Layouts;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Torch.Backbones;

/// <summary>
/// A residual network up to the global average pool (He et al., 2016), with torchvision's parameter names: images [batch, channels, height, width] to
/// features [batch, 8 x width] with basic blocks, [batch, 32 x width] with bottlenecks.
/// </summary>
sealed class ResNet : Module<Tensor, Tensor>, IOnnxExportable
{
#pragma warning disable IDE1006 // RegisterComponents names parameters after the fields.
    readonly Conv2d conv1;
    readonly BatchNorm2d bn1;
    readonly MaxPool2d? maxpool;
    readonly Sequential layer1;
    readonly Sequential layer2;
    readonly Sequential layer3;
    readonly Sequential layer4;
#pragma warning restore IDE1006
    readonly bool _bfloat16;
    readonly HashSet<string> _kept = [];

    /// <summary>Builds the network with seeded weights (convolutions: Kaiming normal over fan-out).</summary>
    /// <param name="blocks">Blocks in each of the four stages.</param>
    /// <param name="bottleneck">Whether blocks are <see cref="Bottleneck"/>s, as from 50 layers on; else <see cref="BasicBlock"/>s.</param>
    /// <param name="options">Width, precision, how blocks start.</param>
    /// <param name="stem">The first layers.</param>
    /// <param name="input">Channels and seed.</param>
    public ResNet(IReadOnlyList<int> blocks, bool bottleneck, ResNetOptions options, Stem stem, BackboneInput input) : base(nameof(ResNet))
    {
        int width = options.Width, channels = input.Images.Channels;
        _bfloat16 = options.BFloat16;
        bool small = stem == Stem.SmallImage;
        conv1 = small
            ? Conv2d(channels, width, 3, stride: 1, padding: 1, bias: false)
            : Conv2d(channels, width, 7, stride: 2, padding: 3, bias: false);
        bn1 = BatchNorm2d(width);
        maxpool = small ? null : MaxPool2d(3, stride: 2, padding: 1);
        int expanded = bottleneck ? Bottleneck.Expansion * width : width;
        Func<int, int, int, Module<Tensor, Tensor>> block = bottleneck
            ? (inputs, outputs, stride) => new Bottleneck(inputs, outputs, stride, _bfloat16)
            : (inputs, outputs, stride) => new BasicBlock(inputs, outputs, stride, _bfloat16);
        layer1 = Stage(block, width, expanded, blocks[0], stride: 1);
        layer2 = Stage(block, expanded, 2 * expanded, blocks[1], stride: 2);
        layer3 = Stage(block, 2 * expanded, 4 * expanded, blocks[2], stride: 2);
        layer4 = Stage(block, 4 * expanded, 8 * expanded, blocks[3], stride: 2);
        RegisterComponents();
        if (options.FrozenStatistics) _kept.UnionWith(Normalizations().Select(one => one.Name));
        Initialize(options.ZeroInitialResiduals, input.Seed);
        train();
    }

    bool Rounds => _bfloat16 && training;

    /// <inheritdoc/>
    public override void train(bool on = true)
    {
        base.train(on);
        foreach (var (name, normalization) in Normalizations())
        {
            if (_kept.Contains(name)) normalization.eval();
        }
    }

    /// <summary>Makes batch normalisation keep its statistics where its weights are among those that are frozen.</summary>
    public void KeepStatisticsOf(IReadOnlySet<string> frozen)
    {
        _kept.UnionWith(Normalizations().Select(one => one.Name).Where(name => frozen.Contains($"{name}.weight") && frozen.Contains($"{name}.bias")));
        train(training);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var x = bn1.forward(TrainingPrecision.Convolve(conv1, ChannelsLast.Convert(input), Rounds)).relu_();
        if (maxpool is not null) x = maxpool.forward(x);
        x = layer4.forward(layer3.forward(layer2.forward(layer1.forward(x))));
        x = functional.adaptive_avg_pool2d(x, 1).flatten(1);
        return Rounds ? x.to(ScalarType.Float32) : x;
    }

    /// <inheritdoc/>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs)
    {
        var x = graph.Relu(graph.Add(bn1, graph.Add(conv1, inputs[0])));
        if (maxpool is not null) x = graph.Add(maxpool, x);
        foreach (var layer in new[] { layer1, layer2, layer3, layer4 }) x = graph.Add(layer, x);
        return [graph.Flatten(graph.Node("GlobalAveragePool", [x]))];
    }

    IEnumerable<(string Name, BatchNorm2d Module)> Normalizations() =>
        from pair in named_modules() where pair.module is BatchNorm2d select (pair.name, (BatchNorm2d)pair.module);

    /// <summary>Blocks of one width, of which the first changes width and size.</summary>
    static Sequential Stage(Func<int, int, int, Module<Tensor, Tensor>> block, int inputs, int outputs, int blocks, int stride)
    {
        var later = Enumerable.Range(1, blocks - 1).Select(_ => block(outputs, outputs, 1));
        return Sequential([block(inputs, outputs, stride), .. later]);
    }

    void Initialize(bool zeroResiduals, ulong seed)
    {
        foreach (var (name, module) in named_modules())
        {
            if (module is Conv2d convolution) SeededInitialization.KaimingNormal(convolution, seed, name);
            if (zeroResiduals && module is IResidualBlock block) init.zeros_(block.LastNormalization.weight);
        }
        ChannelsLast.Convert(this);
    }
}
