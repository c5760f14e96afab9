using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Strategies;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Tests.Strategies;

public sealed class StrategyFileTests : IDisposable
{
    static readonly LatentLayout Layout = new([new("z0", [2]), new("z1", [2])]);

    readonly TemporaryFolder _folder = new();

    static StrategyFileTests() => OwnKinds.Register();

    [Fact]
    public void The_name_is_the_files_unless_given()
    {
        File.WriteAllText(_folder.File("gentle.json"), """{ "latents": { "z1": { "perturbation": "random", "standardDeviation": 0.5 } } }""");
        var strategy = StrategyFile.Read(_folder.File("gentle.json"), Layout);
        Assert.Equal("gentle", strategy.Name);
        Assert.Equal(new RandomPerturbation(new TruncatedNormal(0, 0.5, 2)), Assert.Single(strategy.Resolve(Layout)).Perturbation);
    }

    [Fact]
    public void A_written_file_names_walkers_from_its_folder_and_reads_as_it_was()
    {
        string walker = OwnKinds.AddWalker(_folder.File("walkers/z1.x"), 2, seed: 3);
        var strategy = ViewStrategy.PerLatent(
            "mine", ("z0", new RandomPerturbation(new TruncatedNormal(0.1, 0.3, double.PositiveInfinity)) { Independent = true }),
            ("z1", StrategyText.Parse($"z1=learned:{walker}", Layout).Parts[0].Perturbation));
        StrategyFile.Write(_folder.File("strategies/mine.json"), strategy);
        Assert.Equal(
            """
            {
              "name": "mine",
              "latents": {
                "z0": {
                  "perturbation": "random",
                  "standardDeviation": 0.3,
                  "truncation": "Infinity",
                  "mean": 0.1,
                  "independent": true
                },
                "z1": {
                  "perturbation": "learned",
                  "walker": "../walkers/z1.x"
                }
              }
            }

            """, File.ReadAllText(_folder.File("strategies/mine.json")), ignoreLineEndingDifferences: true);
        Assert.Equal(StrategyText.Canonical(strategy, Layout), StrategyText.Canonical(StrategyFile.Read(_folder.File("strategies/mine.json"), Layout), Layout));
    }

    [Fact]
    public void A_file_that_is_not_there_or_is_no_strategy_is_named()
    {
        Assert.Contains("There is no strategy", Assert.Throws<FileNotFoundException>(() => StrategyFile.Read(_folder.File("absent.json"), Layout)).Message);
        File.WriteAllText(_folder.File("bad.json"), "{");
        Assert.StartsWith(
            $"'{_folder.File("bad.json")}' is no strategy: ",
            Assert.Throws<InvalidDataException>(() => StrategyFile.Read(_folder.File("bad.json"), Layout)).Message);
    }

    public void Dispose() => _folder.Dispose();
}
