using System.Globalization;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Views;
using Mlvgm.MLNet.Views.Parameters;

namespace ApiTour;

/// <summary>A perturbation that takes a file: adds the file's numbers to the latent, or subtracts them.</summary>
/// <param name="Path">A number for each coordinate, one a line.</param>
/// <param name="Back">Whether they are subtracted.</param>
public sealed record ShiftPerturbation(string Path, bool Back) : Perturbation
{
    static readonly FileParameter Numbers = new("file", "FILE", "a number for each coordinate");
    static readonly FlagParameter Opposite = new("back", "subtracts");

    /// <summary>What text, JSON, presets, help and messages need to know of it.</summary>
    public static PerturbationKind Kind { get; } = PerturbationKind.Of(
        "shift", "adds the numbers of a file", [Opposite, Numbers],
        (ParameterValues values, LatentSpan _) => new ShiftPerturbation(values.Of(Numbers).Path!, values.Of(Opposite)),
        shift => new ParameterValues { { Opposite, shift.Back }, { Numbers, new FileReference(shift.Path) } });

    /// <inheritdoc/>
    public override string Name => "shift";

    /// <summary>Registers it, where it is not yet, and says how it is written and what it takes.</summary>
    public static (string Usage, IReadOnlyList<string> Parameters) Register()
    {
        if (!PerturbationRegistry.All.TryFind("shift", out _)) PerturbationRegistry.Register(Kind);
        return (Kind.Usage, [.. Kind.Parameters.Select((Parameter parameter) => $"{parameter.Name}: {parameter.Text}")]);
    }

    /// <inheritdoc/>
    public override void Apply(LatentSpan span, LatentBatch anchors, LatentBatch positives, in PositiveDraws draws)
    {
        float[] shift = [.. File.ReadLines(Path).Select(line => (Back ? -1 : 1) * float.Parse(line, CultureInfo.InvariantCulture))];
        float[] vector = new float[span.Size];
        for (int row = 0; row < anchors.Count; row++)
        {
            span.Gather(anchors, row, vector);
            for (int i = 0; i < vector.Length; i++) vector[i] += shift[i];
            span.Scatter(vector, positives, row);
        }
    }
}
