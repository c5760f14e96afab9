using Mlvgm.MLNet.Torch.Generators.StyleGan2;

namespace Mlvgm.MLNet.Torch.Import.StyleGan2;

/// <summary>Reads the architecture off the shapes of the weights.</summary>
static class StyleGan2Shapes
{
    /// <summary>The architecture of <paramref name="source"/>.</summary>
    /// <exception cref="InvalidDataException">A tensor that decides it is missing, or the channels follow no rule of the reference.</exception>
    public static StyleGan2Configuration Configuration(StyleGan2Source source)
    {
        long[] Shape(string key, int dimensions) => source.Weights.TryGetValue(key, out var tensor) && tensor.dim() == dimensions
            ? tensor.shape
            : throw new InvalidDataException($"it has no tensor '{key}' of {dimensions} dimensions.");
        int resolution = 4;
        while (resolution < 2048 && source.Weights.ContainsKey($"synthesis.b{2 * resolution}.conv1.weight")) resolution *= 2;
        int layers = 0;
        while (source.Weights.ContainsKey($"mapping.fc{layers}.weight")) layers++;
        var first = Shape("mapping.fc0.weight", 2);
        int w = Size(Shape("mapping.w_avg", 1)[0]), width = Size(first[0]);
        var (channelBase, maximum) = Channels([.. Sides(resolution).Select(side => (side, Size(Shape($"synthesis.b{side}.conv1.weight", 4)[0])))]);
        var configuration = new StyleGan2Configuration
        {
            Resolution = resolution,
            ImageChannels = Size(Shape("synthesis.b4.torgb.weight", 4)[0]),
            ZDimension = Size(first[1]),
            WDimension = w,
            MappingLayers = layers,
            MappingWidth = layers == 1 || width == w ? null : width,
            MappingMultiplier = source.MappingMultiplier,
            ChannelBase = channelBase,
            ChannelMaximum = maximum,
            ConvolutionClamp = source.ConvolutionClamp,
        };
        configuration.Validate();
        return configuration;
    }

    /// <summary>The base and maximum that give every block its channels, min(base / side, maximum) rounded down.</summary>
    static (int Base, int Maximum) Channels(IReadOnlyList<(int Side, int Channels)> blocks)
    {
        int maximum = blocks.Max(block => block.Channels);
        long low = blocks.Max(block => (long)block.Channels * block.Side);
        return low <= int.MaxValue && blocks.All(block => block.Channels == Math.Min(low / block.Side, maximum))
            ? ((int)low, maximum)
            : throw new InvalidDataException($"its channels, {string.Join(", ", blocks.Select(block => block.Channels))}, follow no rule of the reference.");
    }

    static IEnumerable<int> Sides(int resolution)
    {
        for (int side = 4; side <= resolution; side *= 2) yield return side;
    }

    static int Size(long dimension) => dimension is >= 1 and <= 1 << 20
        ? (int)dimension
        : throw new InvalidDataException($"a tensor has a dimension of {dimension}.");
}
