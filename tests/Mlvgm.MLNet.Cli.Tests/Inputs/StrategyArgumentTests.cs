using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Strategies;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Cli.Tests.Inputs;

public class StrategyArgumentTests
{
    static readonly LatentLayout Nvae = new([new("z0", [16, 2, 2]), new("z1", [4, 4, 4]), new("z2", [2, 8, 8])]);

    [Fact]
    public void The_command_takes_what_measurements_leave()
    {
        Assert.Contains("calibrated:REPORT", StrategyArgument.Forms);
        Assert.Contains("learned:WALKER", StrategyArgument.Forms);
        Assert.Contains("There is no", Assert.Throws<DirectoryNotFoundException>(() => StrategyArgument.Parse("ml-learned:absent", Nvae)).Message);
    }

    [Fact]
    public void Help_names_every_perturbation_form_and_preset() => Assert.All(
        [.. PerturbationRegistry.All.Names, .. StrategyRegistry.Forms.Names, "random-0.05"], name => Assert.Contains(name, StrategyArgument.Help));

    [Fact]
    public void All_are_those_that_need_no_number_and_each_is_read()
    {
        Assert.Equal(["none", "random-0.05", "random-0.10", "random-0.15", "ml-random", "resample"], StrategyArgument.AllFor(Nvae));
        Assert.All(StrategyArgument.AllFor(Nvae), text => StrategyArgument.Parse(text, Nvae).Resolve(Nvae));
    }
}
