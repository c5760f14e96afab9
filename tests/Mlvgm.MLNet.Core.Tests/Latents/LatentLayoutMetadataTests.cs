using Mlvgm.MLNet.Latents;

namespace Mlvgm.MLNet.Core.Tests.Latents;

public class LatentLayoutMetadataTests
{
    static readonly LatentLayout Layout = new(
        [
            new LatentSpecification("w0", [4], new TruncatedNormal(0, 1, 0.9), "z"),
            new LatentSpecification("w1", [4], new TruncatedNormal(0, 1, 0.9), "z"),
            new LatentSpecification("noise", [1, 2, 2], new TruncatedNormal(0.1, 1.0 / 3)),
        ],
        [new LatentGroup("w0-w1", ["w0", "w1"])]);

    static IReadOnlyList<LatentSpecification> Inputs => [.. Layout.Latents.Select(latent => new LatentSpecification(latent.Name, latent.Shape))];

    [Fact]
    public void Priors_draws_and_groups_come_back()
    {
        var read = LatentLayoutMetadata.Read(LatentLayoutMetadata.Write(Layout), Inputs);
        Assert.Equal(
            Layout.Latents.Select(latent => (latent.Name, string.Join('x', latent.Shape), latent.Prior, latent.Draw)),
            read.Latents.Select(latent => (latent.Name, string.Join('x', latent.Shape), latent.Prior, latent.Draw)));
        Assert.Equal("w0-w1: w0 w1", string.Join(' ', read.Groups.Select(group => $"{group.Name}: {string.Join(' ', group.LatentNames)}")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"latents":[],"groups":[]}""")]
    [InlineData("""{"latents":[{"name":"a","draw":"a","mean":0,"standardDeviation":1}],"groups":[]}""")]
    [InlineData("""{"latents":[null],"groups":[]}""")]
    public void Text_that_describes_something_else_is_refused(string text) =>
        Assert.Contains(LatentLayoutMetadata.Key, Assert.Throws<InvalidDataException>(() => LatentLayoutMetadata.Read(text, Inputs)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("\"truncation\":0.9", "\"truncation\":-1")]
    [InlineData("\"standardDeviation\":1,\"truncation\":0.9}", "\"standardDeviation\":2,\"truncation\":0.9}", 1)]
    [InlineData("[\"w0\",\"w1\"]", "[\"w0\",\"w7\"]")]
    public void Values_that_no_layout_has_are_refused(string part, string replacement, int occurrence = 0)
    {
        string text = LatentLayoutMetadata.Write(Layout);
        int place = text.IndexOf(part, StringComparison.Ordinal);
        for (int i = 0; i < occurrence; i++) place = text.IndexOf(part, place + 1, StringComparison.Ordinal);
        string changed = text[..place] + replacement + text[(place + part.Length)..];
        Assert.Throws<InvalidDataException>(() => LatentLayoutMetadata.Read(changed, Inputs));
    }
}
