using Mlvgm.MLNet.Experiments.Designs;

namespace Mlvgm.MLNet.Experiments.Tests.Designs;

public class ExperimentDesignTests
{
    [Fact]
    public void Rows_that_compare_frameworks_keep_theirs()
    {
        var design = new ExperimentDesign(
            "frameworks", "", [ExperimentArm.Pixels, ExperimentArm.Real("a", "all", "SimSiam"), ExperimentArm.Real("b", "all", "BYOL")], null, []);
        Assert.Contains("--framework does not go with frameworks", Assert.Throws<ArgumentException>(() => design.With("SimCLR")).Message);
    }
}
