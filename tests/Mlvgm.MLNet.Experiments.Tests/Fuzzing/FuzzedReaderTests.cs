using Mlvgm.Fuzzing;
using Mlvgm.Fuzzing.Running;
using Mlvgm.Testing.Fuzzing;

namespace Mlvgm.MLNet.Experiments.Tests.Fuzzing;

/// <summary>The readers that eng/fuzz.cs gives to a fuzzer, on a few inputs of the same kind.</summary>
public class FuzzedReaderTests
{
    const int Cases = 50;

    public static TheoryData<string> Names => [.. FuzzedReaders.All.Select(reader => reader.Name)];

    [Fact]
    public void The_page_has_a_row_for_every_reader() =>
        Assert.Equal(FuzzedReaders.All.Select(reader => reader.Name), PageTable.FirstCells("docs/results/fuzzing.md", "| reader |"));

    [Theory, MemberData(nameof(Names))]
    public void A_seed_is_read_and_what_is_made_of_seeds_is_read_or_refused(string name)
    {
        var reader = FuzzedReaders.Find(name);
        var check = new CaseCheck(reader);
        byte[][] seeds = [.. reader.Seeds()];
        Assert.Contains(seeds, seed => !check.Run(seed).Refused);
        var random = new Random(1);
        var mutation = new Mutation(random);
        for (int i = 0; i < Cases; i++) check.Run(mutation.Often(seeds[random.Next(seeds.Length)]));
    }
}
