using Mlvgm.MLNet.Latents;

namespace Mlvgm.MLNet.Views;

/// <summary>
/// Reads the walkers that strategies name. Their files are those of another package: Mlvgm.MLNet brings its reader by
/// <c>MeasurementStrategies.Register()</c>.
/// </summary>
static class WalkerReader
{
    static volatile Func<string, LatentSpan, Walker>? _read;

    /// <summary>Sets the reader of all strategies that are read from now on.</summary>
    /// <param name="read">Reads the walker for latents from a file, or from the folder that has it.</param>
    public static void Register(Func<string, LatentSpan, Walker> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        _read = read;
    }

    /// <exception cref="InvalidOperationException">No reader was set.</exception>
    internal static Walker Read(string path, LatentSpan span) => _read is { } read
        ? read(path, span)
        : throw new InvalidOperationException(
            $"The walker '{path}' needs a reader: call MeasurementStrategies.Register() of Mlvgm.MLNet, or WalkerReader.Register, when the program starts.");
}
