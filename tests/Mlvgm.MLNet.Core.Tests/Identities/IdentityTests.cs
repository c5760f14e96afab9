using System.Text.Json.Nodes;
using Mlvgm.MLNet.Identities;

namespace Mlvgm.MLNet.Tests.Identities;

public class IdentityTests
{
    static Identity Sample => new Identity().With("kind", "training").With("options", new JsonObject { ["rate"] = 0.05, ["steps"] = 10, ["sizes"] = new JsonArray(1, 2) });

    [Fact]
    public void Equal_parts_are_equal_in_whatever_order_they_were_set()
    {
        var other = new Identity().With("options", new JsonObject { ["sizes"] = new JsonArray(1, 2), ["steps"] = 10, ["rate"] = 0.05 }).With("kind", "training");
        Assert.Equal(Sample, other);
        Assert.Equal(Sample.GetHashCode(), other.GetHashCode());
        Assert.Equal("""{"kind":"training","options":{"rate":0.05,"sizes":[1,2],"steps":10}}""", other.Text);
        Assert.Equal(other.Sha256[..16], other.ShortName);
        Assert.Matches("^[0-9a-f]{64}$", other.Sha256);
        Assert.NotEqual(Sample, Sample.With("kind", "measurement"));
    }

    [Fact]
    public void Text_is_read_back_however_it_was_written()
    {
        var identity = new Identity().With("name", "a \"ü\" 'b' <é>\n").With("none", (JsonNode?)null).With("truth", true).With("small", 1e-7).With("big", ulong.MaxValue);
        Assert.Equal(identity, Identity.Parse(identity.Text));
        Assert.Equal(identity, Identity.Parse(identity.ToJson().ToJsonString()));
    }

    // The last has half of a surrogate pair, which no text has.
    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":{"b":1,"b":2}}""")]
    [InlineData("""{"a":["\ud800"]}""")]
    [InlineData("""{"\udc00":1}""")]
    public void What_is_no_identity_is_refused_at_once(string text)
    {
        Assert.Throws<FormatException>(() => Identity.Parse(text));
        if (text.StartsWith("{\"", StringComparison.Ordinal)) Assert.ThrowsAny<ArgumentException>(() => Identity.Of(JsonNode.Parse(text)!.AsObject()));
    }

    [Fact]
    public void What_differs_is_named_with_both_values()
    {
        var now = Sample.With("options", new JsonObject { ["rate"] = 0.1, ["steps"] = 10, ["more"] = "x" });
        Assert.Equal(
            [new("options.rate", "0.05", "0.1"), new("options.sizes", "[1,2]", null), new IdentityDifference("options.more", null, "\"x\"")],
            Sample.DifferencesTo(now).OrderBy(difference => difference.Before is null).ThenBy(difference => difference.Name));
        var error = Assert.Throws<InvalidOperationException>(() => Sample.Require(now, "The run in 'out'", "Start elsewhere."));
        Assert.StartsWith("The run in 'out' has options.rate = 0.05, now it is 0.1; options.sizes = [1,2], now it is none; ", error.Message);
        Assert.EndsWith(" Start elsewhere.", error.Message);
        Sample.Require(Sample, "It", "Nothing.");
    }

    [Fact]
    public void Many_differences_are_counted_and_hashes_cut()
    {
        var before = new Identity().With("sha256", new string('a', 64));
        var now = new Identity().With("sha256", new string('b', 64)).With("c", 1).With("d", 2).With("e", 3);
        string message = Assert.Throws<InvalidOperationException>(() => before.Require(now, "It", "Go.")).Message;
        Assert.Contains("sha256 = aaaaaaaaaaaa…, now it is bbbbbbbbbbbb…", message);
        Assert.EndsWith("; and 1 more. Go.", message);
    }

    [Fact]
    public void An_identity_does_not_change_with_what_it_was_made_of()
    {
        var options = new JsonObject { ["rate"] = 1 };
        var identity = new Identity().With("options", options);
        options["rate"] = 2;
        identity.ToJson()["options"] = null;
        Assert.Equal("""{"options":{"rate":1}}""", identity.Text);
        Assert.Equal("""{"a":{"options":{"rate":1}}}""", new Identity().With("a", identity).Text);
    }

    [Fact]
    public void A_file_is_known_by_what_is_in_it()
    {
        using var folder = new TemporaryFolder();
        string a = folder.Write("a", "one"), b = folder.Write("b", "one");
        var identity = Identity.OfFile(a);
        Assert.Equal(identity, Identity.OfFile(b));
        folder.Write("a", "two");
        Assert.NotEqual(identity, Identity.OfFile(a));
    }
}
