using Mlvgm.MLNet.Reports.Json;

namespace Mlvgm.MLNet.Cli.Output;

/// <summary>Writes the machine-readable result of a verb.</summary>
static class JsonFile
{
    /// <summary>Writes <paramref name="result"/> to <paramref name="file"/>, or does nothing when no file was asked for.</summary>
    public static void Write<T>(FileInfo? file, T result)
    {
        if (file is not null) ReportJson.Write(file.FullName, result);
    }
}
