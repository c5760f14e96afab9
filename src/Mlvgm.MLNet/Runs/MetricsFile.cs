using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Training;

namespace Mlvgm.MLNet.Runs;

/// <summary>The course of a run, one JSON object a line.</summary>
sealed class MetricsFile(string path) : ITrainingLog
{
    public void Write(TrainingProgress progress)
    {
        var line = new
        {
            progress.Step,
            progress.Loss,
            progress.LearningRate,
            progress.ImagesPerSecond,
            progress.GenerationShare,
            Seconds = progress.Elapsed.TotalSeconds,
            EmbeddingDeviation = progress.Spread.Deviation,
            HealthyDeviation = progress.Spread.Healthy,
            progress.Spread.Collapsed,
        };
        var json = JsonSerializer.SerializeToNode(line, RunJson.Line)!.AsObject();
        if (progress.Reading is { } reading) json[KeyOf(reading.Monitor)] = reading.Accuracy;
        File.AppendAllText(path, json.ToJsonString(RunJson.Line) + "\n");
    }

    /// <summary>
    /// Drops the lines after <paramref name="step"/>, which a resumed run writes again, and a line that a kill left unfinished.
    /// </summary>
    public void Rewind(int step)
    {
        if (!File.Exists(path)) return;
        string[] kept = [.. File.ReadLines(path).Where(line => StepOf(line) <= step)];
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(string.Concat(kept.Select(line => line + "\n")))));
    }

    /// <summary><c>knnAccuracy</c> for the monitor kNN.</summary>
    static string KeyOf(string monitor) => monitor.ToLowerInvariant() + "Accuracy";

    static int StepOf(string line)
    {
        try
        {
            return JsonNode.Parse(line)!["step"]!.GetValue<int>();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or FormatException or ArgumentException or OverflowException)
        {
            return int.MaxValue;
        }
    }
}
