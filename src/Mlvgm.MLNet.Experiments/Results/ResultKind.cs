using System.Text.Json;

namespace Mlvgm.MLNet.Experiments.Results;

/// <summary>What computes results into a folder. Which it was is known by what stands in its JSON, so that folders of before are known, too.</summary>
/// <param name="Verb">The verb.</param>
/// <param name="Members">Members that its JSON alone has together.</param>
sealed record ResultKind(string Verb, params string[] Members)
{
    public static readonly ResultKind Experiment = new("experiment", "rows", "planned");
    public static readonly ResultKind Feeding = new("feeding", "results", "planned");
    public static readonly ResultKind Transfer = new("transfer", "cells", "planned");
    public static readonly ResultKind Evaluation = new("evaluate", "cells", "runs");

    static readonly ResultKind[] All = [Experiment, Feeding, Transfer, Evaluation];

    /// <summary>Refuses a folder whose results are of something else, which these would replace.</summary>
    /// <param name="folder">The folder; null where results are kept nowhere.</param>
    /// <param name="name">Which of its kind, for a kind whose JSON has a name; null for any.</param>
    /// <exception cref="InvalidOperationException">The folder has results of another kind, or of another of this kind; the message says which.</exception>
    public void RequireIn(string? folder, string? name = null)
    {
        if (folder is null) return;
        foreach (bool isFinished in new[] { true, false })
        {
            string file = Path.Combine(folder, ResultFolder.NameOf(ResultFolder.JsonName, isFinished));
            if (!File.Exists(file)) continue;
            var (kind, named) = Read(file);
            string ours = $"'mlvgm {Verb}{(name is null ? "" : $" {name}")}'";
            if (kind is null) throw new InvalidOperationException($"'{file}' is not of {ours}, which would replace it. Name another folder, or delete it.");
            if (kind != this || name is not null && named != name)
            {
                string theirs = kind == Experiment ? $"{kind.Verb} {named}" : kind.Verb;
                throw new InvalidOperationException($"'{file}' has the results of 'mlvgm {theirs}', which {ours} would replace. Name another folder.");
            }
        }
    }

    /// <summary>The kind of a file of results, null for other files, and its name where it has one.</summary>
    public static (ResultKind? Kind, string? Name) Read(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return (null, null);
            return (All.FirstOrDefault(kind => kind.Members.All(member => root.TryGetProperty(member, out _))), root.TryGetProperty("name", out var name) ? name.ToString() : null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return (null, null);
        }
    }
}
