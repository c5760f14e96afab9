using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.ML;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Reports.Machines;
using Mlvgm.MLNet.Torch.Devices;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Runs;

/// <summary>What a run ran on: an array with one entry for each time it was started.</summary>
static class EnvironmentFile
{
    /// <summary>Adds an entry for this process.</summary>
    public static void Append(string path, DeviceChoice device)
    {
        var entries = Read(path);
        entries.Add(new JsonObject
        {
            ["started"] = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["mlvgm"] = LibraryVersion.WithCommit(typeof(EnvironmentFile)),
            ["dotNet"] = RuntimeInformation.FrameworkDescription,
            ["mlNet"] = LibraryVersion.WithCommit(typeof(MLContext)),
            ["torchSharp"] = LibraryVersion.WithCommit(typeof(TorchSharp.torch)),
            ["libTorch"] = __version__,
            ["operatingSystem"] = ThisMachine.OperatingSystem,
            ["processor"] = ThisMachine.Processor,
            ["cores"] = Environment.ProcessorCount,
            ["threads"] = get_num_threads(),
            ["device"] = device.Device.ToString(),
            ["deviceChoice"] = device.Explanation,
        });
        AtomicFile.WriteText(path, entries.ToJsonString(RunJson.Indented) + "\n");
    }

    /// <summary>When a run was started first; null where it is not known.</summary>
    public static DateTime? FirstStart(string path) => Read(path) is [JsonObject first, ..]
        && DateTime.TryParse((string?)first["started"], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var started) ? started : null;

    static JsonArray Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path)) as JsonArray ?? throw new JsonException("It is no list.") : [];
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' is damaged: {e.Message}", e);
        }
    }
}
