using System.Globalization;

namespace Mlvgm.Benchmarks.Folders;

/// <summary>What is fed in a comparison.</summary>
/// <param name="Width">The width of the ResNet-18; 0 where pairs are made and thrown away.</param>
/// <param name="Augmentation">T_x.</param>
/// <param name="Steps">Steps of a turn, of which the first ones are not counted.</param>
/// <param name="Workers">Processes of PyTorch's loader.</param>
sealed record FolderShape(int Width, string Augmentation, int Steps, int Workers)
{
    /// <summary>Pixels of a view's side.</summary>
    public const int Side = 128;

    /// <summary>Pairs in a batch.</summary>
    public const int Batch = 64;

    /// <summary>Steps that are not counted: code is compiled, workers start, memory is taken.</summary>
    public const int WarmUp = 4;

    /// <summary>What is compared.</summary>
    public static IReadOnlyList<FolderShape> All { get; } =
    [
        new(0, "crop-flip", Steps: 20, Workers: 2), new(0, "all-full-size", Steps: 16, Workers: 2), new(8, "crop-flip", Steps: 12, Workers: 2), new(16, "crop-flip", Steps: 10, Workers: 2),
        new(16, "crop-flip", Steps: 10, Workers: 1), new(16, "all-full-size", Steps: 10, Workers: 2),
    ];

    /// <summary>As a row of the table begins.</summary>
    public string Name => Width == 0 ? "none" : $"ResNet-18 w{Width}";

    /// <summary>As arguments of a program.</summary>
    public IEnumerable<string> Arguments => [Text(Side), Text(Batch), Text(Steps), Text(Width), Augmentation, Text(WarmUp)];

    /// <summary>Reads <see cref="Arguments"/>.</summary>
    public static FolderShape Parse(IReadOnlyList<string> arguments) => new(Number(arguments[3]), arguments[4], Number(arguments[2]), Workers: 0);

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
