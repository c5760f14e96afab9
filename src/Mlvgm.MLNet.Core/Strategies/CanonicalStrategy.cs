using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Strategies;

/// <summary>Brings strategies that do the same to a generator's latents to one text.</summary>
static class CanonicalStrategy
{
    /// <summary>
    /// The parts in generation order, without those that keep the anchor's value. Where a perturbation treats every latent by itself, neighbours with
    /// the same one are a range, whatever groups or ranges they were named by.
    /// </summary>
    public static IReadOnlyList<(string Target, string Perturbation)> Of(ViewStrategy strategy, LatentLayout layout)
    {
        var moves = strategy.Resolve(layout).Where(part => part.Perturbation is not NoPerturbation).SelectMany(Split).OrderBy(move => move.Indices[0]);
        var merged = new List<Move>();
        foreach (var move in moves)
        {
            if (merged is [.., { IsShared: true } last] && move.IsShared && move.Text == last.Text && move.Indices[0] == last.Indices[^1] + 1)
                merged[^1] = last with { Indices = [.. last.Indices, .. move.Indices] };
            else merged.Add(move);
        }
        return [.. merged.Select(move => (Target(move.Indices, layout), move.Text))];
    }

    /// <summary>One latent each where the span makes no difference.</summary>
    static IEnumerable<Move> Split(SpanPerturbation part)
    {
        string text = PerturbationText.Identify(part.Perturbation);
        return part.Perturbation is CoordinatewisePerturbation { Independent: false }
            ? part.Span.Indices.Select(index => new Move([index], text, IsShared: true))
            : [new Move(part.Span.Indices, text, IsShared: false)];
    }

    static string Target(IReadOnlyList<int> indices, LatentLayout layout)
    {
        string first = layout.Latents[indices[0]].Name;
        if (indices.Count == 1) return first;
        return indices[^1] - indices[0] == indices.Count - 1
            ? $"{first}..{layout.Latents[indices[^1]].Name}"
            // Only a group has gaps.
            : layout.Groups.First(group => layout.IndicesOf(group.Name).Order().SequenceEqual(indices)).Name;
    }

    sealed record Move(IReadOnlyList<int> Indices, string Text, bool IsShared);
}
