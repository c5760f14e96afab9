using Mlvgm.MLNet.Experiments.Designs;
using Mlvgm.MLNet.Latents;

namespace Mlvgm.MLNet.Experiments.Tests.Designs;

public sealed class ExperimentDesignsTests : IDisposable
{
    static readonly LatentLayout Two = new([new LatentSpecification("z0", [2, 4, 4]), new LatentSpecification("z1", [2, 8, 8])]);
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Table_4_holds_one_magnitude_for_all_latents_against_the_last_alone()
    {
        var design = Find("table4");
        Assert.Equal(
            ["raw pixels", "untrained network", "nothing perturbed", "random, sigma 0.05", "random, sigma 0.10", "random, sigma 0.15", "ML random: z1 drawn anew", "real images"],
            design.Arms.Select(arm => arm.Name));
        Assert.Equal("z0..z1=random:0.10", design.Arms.Single(arm => arm.Name == "random, sigma 0.10").Strategy);
        Assert.Equal("z1=resample", design.Arms.Single(arm => arm.Name == design.Treatment).Strategy);
        Assert.Equal(4, design.Baselines.Count);
    }

    [Fact]
    public void The_ablation_has_every_augmentation()
    {
        var design = Find("ablation");
        Assert.Equal(["all", "no-color", "no-crop", "none"], design.Arms.Where(arm => arm.Source == ArmSource.Generator).Select(arm => arm.Augmentation));
        Assert.Equal(("ML random, T_x no-color", "ML random, T_x all"), (design.Treatment, design.Baselines.Single()));
    }

    [Fact]
    public void A_measurement_adds_calibrated_and_learned_views()
    {
        _folder.Write("report.json", "{}");
        Directory.CreateDirectory(_folder.File("walkers"));
        var design = Find("table4", measured: _folder.Path);
        Assert.Equal(
            [$"calibrated:{_folder.File("report.json")}", $"ml-learned:{_folder.File("walkers")}"],
            design.Arms.Where(arm => arm.Name is "calibrated" or "ML learned").Select(arm => arm.Strategy));
        Assert.Equal(8, Find("ablation", measured: _folder.Path).Arms.Count(arm => arm.Source == ArmSource.Generator));
        Directory.Delete(_folder.File("walkers"));
        Assert.Contains("it lacks walkers", Assert.Throws<FileNotFoundException>(() => Find("table4", measured: _folder.Path)).Message);
    }

    [Fact]
    public void Views_of_ones_own_are_compared_with_pixels_the_untrained_network_and_real_images()
    {
        var design = Find("views", views: ["all=random:0.3", "last=z1=resample"]);
        Assert.Equal(["raw pixels", "untrained network", "all", "last", "real images"], design.Arms.Select(arm => arm.Name));
        Assert.Equal([null, "no-crop", "no-crop", "no-crop", "no-crop"], design.Arms.Select(arm => arm.Augmentation));
        Assert.Equal("z1=resample", design.Arms[3].Strategy);
        Assert.Equal(("last", 3), (design.Treatment, design.Baselines.Count));
    }

    [Theory]
    [InlineData("There is no experiment 'table9'. Available: table2, table4, ablation, views.", "table9")]
    [InlineData("needs --views NAME=STRATEGY", "views")]
    [InlineData("Two rows are called 'raw pixels'", "views", "Raw Pixels=none")]
    [InlineData("Two rows are called 'mine'", "views", "mine=none", "mine=resample")]
    [InlineData("The paper has no strategy 'random'", "table2")]
    public void A_design_that_cannot_be_says_why(string expected, string name, params string[] views) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => Find(name, views: views)).Message);

    [Theory]
    [InlineData("z1")]
    [InlineData("=none")]
    [InlineData("mine=")]
    [InlineData("../mine=none")]
    [InlineData("<b>=none")]
    [InlineData("a/b=none")]
    public void Own_views_without_a_name_that_files_can_have_are_refused(string text) =>
        Assert.Contains("--views", Assert.Throws<ArgumentException>(() => OwnViews.Parse(text)).Message);

    public void Dispose() => _folder.Dispose();

    static ExperimentDesign Find(string name, string? measured = null, params string[] views) =>
        ExperimentDesigns.Find(name, new DesignInputs(Two, new MeasuredStrategies(measured), [.. views.Select(OwnViews.Parse)], "no-crop"));
}
