using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Experiments.ModelCards;

namespace Mlvgm.MLNet.Experiments.Tests.ModelCards;

public class ConfusionTextTests
{
    [Fact]
    public void A_matrix_of_many_classes_is_left_out() => Assert.Equal(
        "The confusion matrix of 21 classes is left out: `mlvgm evaluate --json` writes it.\n",
        ConfusionText.ToMarkdown(new ConfusionMatrix(21), [.. Enumerable.Range(0, 21).Select(i => $"{i}")]));
}
