using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Mlvgm.MLNet.Cli.Output;

/// <summary>Prints what a trainer warns about, what it decodes, and where a resumed run goes on; the rest is in the report at the end.</summary>
static class TrainingMessages
{
    static readonly string[] Shown = ["Going on", "Decoded", "Initial weights"];

    /// <summary>Prints those of one trainer.</summary>
    /// <param name="ml">Where it logs.</param>
    /// <param name="trainer">Its name.</param>
    /// <param name="text">Where they go.</param>
    public static void Print(MLContext ml, string trainer, TextWriter text) => ml.Log += (_, entry) =>
    {
        if (!entry.Source.StartsWith(trainer, StringComparison.Ordinal)) return;
        if (entry.Kind == ChannelMessageKind.Warning) text.WriteLine($"warning: {entry.RawMessage}");
        else if (Shown.Any(start => entry.RawMessage.StartsWith(start, StringComparison.Ordinal))) text.WriteLine(entry.RawMessage);
    };
}
