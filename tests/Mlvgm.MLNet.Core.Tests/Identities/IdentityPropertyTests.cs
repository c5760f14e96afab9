using System.Text.Json.Nodes;
using CsCheck;
using Mlvgm.MLNet.Identities;

namespace Mlvgm.MLNet.Tests.Identities;

/// <summary>Identities of random parts: text and object say the same, order does not matter, and every change is found and named.</summary>
public class IdentityPropertyTests
{
    static readonly Gen<string> Texts = Gen.String[Gen.Char["abzAZ09 ._-\"\\/<>&'üß\u4e2d\n\t{}[]:,"], 0, 8];
    static readonly Gen<string> Names = Gen.String[Gen.Char["abcdefxyz"], 1, 4];

    static readonly Gen<JsonNode?> Values = Gen.Recursive<JsonNode?>((depth, gen) => depth == 3 ? Leaves : Gen.OneOf(
        Leaves, gen.Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])),
        Gen.Select(Names, gen).Array[0, 4].Select(parts => (JsonNode?)Object(parts))));

    static Gen<JsonNode?> Leaves => Gen.OneOf(
        Texts.Select(text => (JsonNode?)JsonValue.Create(text)), Gen.Int.Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.ULong.Select(number => (JsonNode?)JsonValue.Create(number)),
            Gen.Double.Where(double.IsFinite).Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Bool.Select(truth => (JsonNode?)JsonValue.Create(truth)), Gen.Const((JsonNode?)null));

    static readonly Gen<JsonObject> Objects = Gen.Select(Names, Values).Array[0, 5].Select(Object);

    [Fact]
    public void The_text_reads_back_as_the_same_identity_and_so_does_any_other_way_to_write_it() => Objects.Sample(parts =>
    {
        var identity = Identity.Of(parts);
        Assert.Equal(identity, Identity.Parse(identity.Text));
        Assert.Equal(identity, Identity.Parse(parts.ToJsonString(new() { WriteIndented = true })));
        Assert.Equal(identity.Text, $"{identity}");
        Assert.Equal(identity.Sha256, Identity.Parse(identity.Text).Sha256);
        Assert.True(identity.Equals((object)Identity.Parse(identity.Text)));
        Assert.False(identity.Equals((object)identity.Text));
    }, iter: 500);

    [Fact]
    public void The_order_in_which_parts_were_set_does_not_matter() => Gen.Select(Objects, Gen.ULong).Sample((parts, seed) =>
    {
        var random = new Random((int)(seed % int.MaxValue));
        var other = new Identity();
        foreach (var (name, value) in parts.OrderBy(_ => random.Next()).ToList()) other = other.With(name, value);
        Assert.Equal(Identity.Of(parts), other);
    }, iter: 300);

    [Fact]
    public void Identities_are_equal_exactly_where_nothing_differs() => Gen.Select(Objects, Objects).Sample((one, other) =>
    {
        var (first, second) = (Identity.Of(one), Identity.Of(other));
        // A name that is there with no value, and one that is not there, are not one text; but nothing can be named that differs.
        if (first.DifferencesTo(second).Count > 0) Assert.NotEqual(first, second);
        if (first.Equals(second)) Assert.Empty(first.DifferencesTo(second));
        Assert.Equal(first.DifferencesTo(second).Select(d => d.Name).Order(), second.DifferencesTo(first).Select(d => d.Name).Order());
    }, iter: 500);

    [Fact]
    public void A_changed_part_is_found_by_its_name_wherever_it_lies() => Gen.Select(Objects, Names.Array[1, 4]).Sample((parts, path) =>
    {
        string[] names = [.. path.Select(name => $"_{name}")];
        Identity With(int value) => Identity.Of(Nested(parts, names, value));
        var difference = Assert.Single(With(1).DifferencesTo(With(2)));
        Assert.Equal((string.Join('.', names), "1", "2"), (difference.Name, difference.Before, difference.Now));
        Assert.Equal($"{string.Join('.', names)} = 1, now it is 2", $"{difference}");
    }, iter: 200);

    [Theory]
    [InlineData("[1]")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("{\"a\":}")]
    [InlineData("{\"a\":1")]
    public void What_is_no_object_is_no_identity(string text) => Assert.Throws<FormatException>(() => Identity.Parse(text));

    static JsonObject Object((string Name, JsonNode? Value)[] parts)
    {
        var json = new JsonObject();
        foreach (var (name, value) in parts) json[name] = value?.DeepClone();
        return json;
    }

    static JsonObject Nested(JsonObject parts, string[] names, int value)
    {
        var json = parts.DeepClone().AsObject();
        json[names[0]] = names.Length == 1 ? value : Nested(parts, names[1..], value);
        return json;
    }
}
