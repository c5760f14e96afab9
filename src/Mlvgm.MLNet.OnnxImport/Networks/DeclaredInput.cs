using Mlvgm.MLNet.OnnxExport.Proto;

namespace Mlvgm.MLNet.OnnxImport.Networks;

/// <summary>The input as a file declares it, and as the network is to take it.</summary>
/// <param name="Batch">The batch that the file is made for; null where it is free.</param>
/// <param name="Declared">The shape of one sample of the file's own size, with free axes filled in.</param>
/// <param name="Sample">The shape of one sample that the network is to take.</param>
/// <param name="ImagesLast">Whether the file has the channels of images innermost, and the network not.</param>
sealed record DeclaredInput(long? Batch, IReadOnlyList<long> Declared, IReadOnlyList<long> Sample, bool ImagesLast)
{
    const long MostChannels = 4;
    const double MostNumbers = 1 << 26;

    /// <param name="input">The graph's input.</param>
    /// <param name="sample">What the network is to take; the file's own when null.</param>
    /// <param name="asImages">Whether channels are to be outermost, wherever the file has them.</param>
    /// <exception cref="InvalidDataException">The file leaves axes free of which nothing is said, or has others.</exception>
    public static DeclaredInput Of(ValueInfoProto input, IReadOnlyList<long>? sample, bool asImages)
    {
        long?[]? dimensions = input.Type.TensorType.Shape?.Dim.Select(d => d.DimValue > 0 ? d.DimValue : (long?)null).ToArray();
        if (dimensions is null && sample is null) throw new InvalidDataException($"The input '{input.Name}' has no shape: say of which shape a sample is.");
        dimensions ??= [null, .. sample!.Select(_ => (long?)null)];
        if (dimensions.Length == 0) throw new InvalidDataException($"The input '{input.Name}' is one number, and has no batch.");
        long?[] own = dimensions[1..];
        bool imagesLast = asImages && own is [not (>= 1 and <= MostChannels), _, >= 1 and <= MostChannels];
        if (imagesLast) own = [own[2], own[0], own[1]];
        if (sample is not null && (sample.Count != own.Length || sample.Any(d => d < 1)))
            throw new InvalidDataException($"The network takes samples ({Text(own)}), and not ({string.Join(", ", sample)}).");
        if (sample is not null && own.Length == 3 && own[0] is { } channels && channels != sample[0])
            throw new InvalidDataException($"The network takes images of {channels} channel(s), and not of {sample[0]}.");
        if (sample is null && own.Any(d => d is null))
            throw new InvalidDataException($"The network leaves axes of its samples free ({Text(own)}): say of which shape a sample is.");
        long[] declared = [.. own.Select((d, axis) => d ?? sample![axis])];
        if (Size(declared) * (dimensions[0] ?? 1) > MostNumbers || Size(sample ?? []) > MostNumbers)
            throw new InvalidDataException($"The network takes samples ({Text(own)}) in batches of {dimensions[0] ?? 1}, which are larger than any image.");
        return new DeclaredInput(dimensions[0], declared, sample ?? declared, imagesLast);
    }

    static double Size(IEnumerable<long> dimensions) => dimensions.Aggregate(1.0, (product, d) => product * d);

    static string Text(IEnumerable<long?> dimensions) =>
        string.Join(", ", dimensions.Select(d => d?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"));
}
