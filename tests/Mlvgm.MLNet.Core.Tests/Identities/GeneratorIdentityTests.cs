using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Tests.Streaming;

namespace Mlvgm.MLNet.Tests.Identities;

public class GeneratorIdentityTests
{
    [Fact]
    public void A_generator_is_what_its_hash_says_and_nothing_is_decoded()
    {
        var identity = GeneratorIdentity.Of(new Hashed("abc"));
        Assert.Equal("""{"sha256":"abc"}""", identity.Text);
        Assert.NotEqual(identity, GeneratorIdentity.Of(new Hashed("abd")));
    }

    [Fact]
    public void One_that_says_nothing_is_what_it_makes_of_fixed_latents()
    {
        var generator = new FakeGenerator();
        var identity = GeneratorIdentity.Of(generator);
        Assert.Equal(1, generator.Calls);
        Assert.Equal(identity, GeneratorIdentity.Of(new FakeGenerator()));
        Assert.NotEqual(identity, GeneratorIdentity.Of(new FakeGenerator(channels: 1)));
        Assert.Equal("images", Assert.Single(identity.ToJson()).Key);
    }

    sealed class Hashed(string hash) : IGenerator
    {
        public string Name => "hashed";

        public string ContentHash => hash;

        public LatentLayout Layout { get; } = new([new("z", [1])]);

        public ImageShape ImageShape => new(1, 1, 1);

        public void Decode(LatentBatch latents, Span<float> images) => throw new NotSupportedException();
    }
}
