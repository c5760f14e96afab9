using System.Globalization;
using System.Text.Json;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Models;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Reports.Markdown;

namespace Mlvgm.MLNet.Experiments.ModelCards;

/// <summary>What is known of a model, as a table of two columns.</summary>
static class ModelFacts
{
    /// <summary>A Markdown table of the file, and of what <c>models.json</c> says of a shipped model.</summary>
    /// <param name="file">The model's file.</param>
    /// <param name="entry">What <c>models.json</c> says; null for a model that does not ship.</param>
    /// <param name="card">What an encoder says of itself; null for a generator.</param>
    public static string ToMarkdown(string file, ModelEntry? entry, EncoderCard? card = null)
    {
        var table = new MarkdownTable(MarkdownColumn.Words(""), MarkdownColumn.Words(""));
        void Add(string name, MarkdownText value) => table.Add(MarkdownText.Text(name), value);
        Add("file", MarkdownText.Of($"{MarkdownText.Code(Path.GetFileName(file))}, {new FileInfo(file).Length / 1e6:F2} MB"));
        Add("SHA-256", MarkdownText.Code(FileHash.Sha256(file)));
        if (card is not null) AddCard(card);
        if (entry is null) return table.ToString();
        Add("trained on", MarkdownText.Text(entry.Data));
        Add("licence of the weights", MarkdownText.Text(entry.Licence));
        Add("command", MarkdownText.Code(entry.Command));
        Add("time, machine", MarkdownText.Of($"{entry.WallSeconds / 60:F0} minutes; {entry.Machine}"));
        foreach (var figure in entry.Figures) Add(Words(figure.Key), MarkdownText.Text(Text(figure.Value)));
        if (entry.Notes is { } notes) Add("notes", MarkdownText.Text(notes));
        return table.ToString();

        void AddCard(EncoderCard encoder)
        {
            Add("images, features", MarkdownText.Of($"{encoder.InputShape}, white is {encoder.PixelMaximum}; {encoder.FeatureWidth}"));
            if (encoder.Training is not { } training) return;
            Add("method, backbone", MarkdownText.Of($"{training.Method}, {training.Backbone}"));
            Add("learned from", MarkdownText.Of($"{MarkdownText.Code(training.Generator)}, views by {MarkdownText.Code(training.Strategy)}"));
            if (training.Augmentation is { } augmentation) Add("T_x", MarkdownText.Code(augmentation));
            Add("steps, pairs a step, seed", MarkdownText.Of($"{training.Steps}, {training.BatchSize}, {training.Seed}"));
        }
    }

    static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Text)),
        JsonValueKind.Object => string.Join(", ", value.EnumerateObject().Select(property => $"{property.Name}: {Text(property.Value)}")),
        _ => value.ToString(),
    };

    /// <summary><c>imagesPerSecond</c> as "images per second".</summary>
    static string Words(string name) => string.Concat(name.Select(c => char.IsUpper(c) ? $" {char.ToLower(c, CultureInfo.InvariantCulture)}" : $"{c}"));
}
