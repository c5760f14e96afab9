namespace Mlvgm.Benchmarks.Training;

/// <summary>What a training step is measured on.</summary>
/// <param name="Backbone">The network's name.</param>
/// <param name="Width">Channels after its first layer.</param>
/// <param name="Side">Rows and columns of the images, which have three channels.</param>
/// <param name="Batch">Pairs.</param>
/// <param name="Steps">Steps in a round.</param>
sealed record StepShape(string Backbone, int Width, int Side, int Batch, int Steps)
{
    public static IReadOnlyList<StepShape> All { get; } =
    [
        new("resnet18", 16, 32, Batch: 64, Steps: 8),
        new("resnet18", 64, 32, Batch: 64, Steps: 1),
        new("resnet50", 64, 112, Batch: 8, Steps: 1),
    ];

    /// <summary>Those whose numbers are given, or all.</summary>
    public static IReadOnlyList<StepShape> Chosen(IEnumerable<string> numbers)
    {
        StepShape[] chosen = [.. numbers.Select(number => All[int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)])];
        return chosen.Length > 0 ? chosen : All;
    }

    public override string ToString() => $"{Backbone} w{Width} | {Side}x{Side} | {Batch}";
}
