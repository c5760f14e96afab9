using Mlvgm.MLNet.Evaluation.Reports;

namespace Mlvgm.MLNet.Evaluation.Tests.Reports;

public class IntervalTextTests
{
    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("± is half the 95 % interval of the mean (Student's t), n = 3 seeds; no ± stands where n = 1.", 3, 1, 3)]
    [InlineData("± is half the 95 % interval of the mean (Student's t), n = 2 to 5 seeds; no ± stands where n = 1.", 5, 2, 3)]
    public void The_note_names_the_number_of_measurements(string expected, params int[] counts)
    {
        var values = counts.Select(count => MeanAndError.Of([.. Enumerable.Range(0, count).Select(i => (double)i)]));
        Assert.Equal(expected, IntervalText.Note([null, .. values], "seeds"));
    }
}
