using System.Text.Json;
using System.Text.Json.Nodes;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Identities;

/// <summary>
/// What a result, a cache or a training state was computed from: named parts, each a value or the SHA-256 of a content. Whoever keeps something keeps its
/// identity with it, and compares before it is used again. Immutable.
/// </summary>
/// <remarks>
/// Parts are made by <see cref="ImageIdentity"/> (pixels, labels, class names, shape), <see cref="GeneratorIdentity"/> and <see cref="OfFile"/> (the SHA-256 of
/// a file), and <see cref="With(string, JsonNode?)"/> (options as resolved, without those that do not decide the result).
/// </remarks>
/// <example>See <c>examples/ApiTour/WhatItWasComputedFrom.cs</c>.</example>
public sealed class Identity : IEquatable<Identity>
{
    const int ShortLength = 16;
    const int MostNamed = 3;

    readonly JsonObject _parts;

    /// <summary>An identity without parts.</summary>
    public Identity() : this([])
    {
    }

    Identity(JsonObject parts) => (_parts, Text) = (parts, CanonicalJson.Of(parts));

    /// <summary>The parts as JSON in one form: equal identities have equal texts.</summary>
    public string Text { get; }

    /// <summary>The SHA-256 of <see cref="Text"/>, in lower-case hexadecimal.</summary>
    public string Sha256 => ContentHash.Of(Text);

    /// <summary>The first 16 digits of <see cref="Sha256"/>, for the names of files.</summary>
    public string ShortName => Sha256[..ShortLength];

    /// <summary>The identity of a file: the SHA-256 of what is in it, whatever its name.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Identity OfFile(string path) => new Identity().With("sha256", FileHash.Sha256(path));

    /// <summary>An identity of the properties of a JSON object, such as options that were serialised; they are copied.</summary>
    /// <exception cref="ArgumentException">A name in it is given twice, or a name or text in it is none.</exception>
    public static Identity Of(JsonObject parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return new Identity(parts.DeepClone().AsObject());
    }

    /// <summary>Reads a <see cref="Text"/>.</summary>
    /// <exception cref="FormatException">It is no identity.</exception>
    public static Identity Parse(string text)
    {
        try
        {
            return new Identity(WholeJson.ParseObject(text));
        }
        catch (JsonException e)
        {
            throw new FormatException($"The identity is no JSON: {e.Message}", e);
        }
    }

    /// <summary>The same parts and one more, or another in place of the one of that name.</summary>
    public Identity With(string name, JsonNode? value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var parts = ToJson();
        parts[name] = value?.DeepClone();
        return new Identity(parts);
    }

    /// <summary>The same parts, and one that is itself made of parts.</summary>
    public Identity With(string name, Identity part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return With(name, part._parts);
    }

    /// <summary>The parts as JSON; a copy.</summary>
    public JsonObject ToJson() => _parts.DeepClone().AsObject();

    /// <summary>Every value in which <paramref name="now"/> differs from this identity, by the path of its name; whole parts before what is in others.</summary>
    public IReadOnlyList<IdentityDifference> DifferencesTo(Identity now)
    {
        ArgumentNullException.ThrowIfNull(now);
        return [.. IdentityDifference.Between("", _parts, now._parts).OrderBy(difference => difference.Name.Count(c => c == '.'))];
    }

    /// <summary>Does nothing if <paramref name="now"/> is equal.</summary>
    /// <param name="now">What is to be computed from now.</param>
    /// <param name="owner">What has this identity, at the beginning of a sentence, such as <c>The run in 'out'</c>.</param>
    /// <param name="advice">What to do, as a sentence.</param>
    /// <exception cref="InvalidOperationException">It differs; the message names what differs, with both values, and ends with the advice.</exception>
    public void Require(Identity now, string owner, string advice)
    {
        if (Equals(now)) return;
        var differences = DifferencesTo(now);
        string more = differences.Count > MostNamed ? $"; and {differences.Count - MostNamed} more" : "";
        throw new InvalidOperationException($"{owner} has {string.Join("; ", differences.Take(MostNamed))}{more}. {advice}");
    }

    /// <inheritdoc/>
    public bool Equals(Identity? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Identity);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
