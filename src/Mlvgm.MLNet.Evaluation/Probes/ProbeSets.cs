using Mlvgm.MLNet.Evaluation.Labels;

namespace Mlvgm.MLNet.Evaluation.Probes;

/// <summary>Brings a training set and a test set together.</summary>
static class ProbeSets
{
    /// <summary>The test set with its classes numbered as the training set's, by name.</summary>
    /// <exception cref="ArgumentException">The two sets differ in feature width or in classes, or one is empty.</exception>
    public static LabelledFeatures Join(LabelledFeatures train, LabelledFeatures test)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        if (train.Count == 0) throw new ArgumentException("There is no labelled training row.", nameof(train));
        if (test.Count == 0) throw new ArgumentException("There is no labelled test row.", nameof(test));
        if (train.Classes < 2) throw new ArgumentException("There is a single class: nothing can be told apart.", nameof(train));
        test = test.NumberedAs(train);
        if ((train.Width, train.Classes) != (test.Width, test.Classes))
            throw new ArgumentException(
                $"The training rows have {train.Width} features and {train.Classes} classes, the test rows {test.Width} and {test.Classes}.",
                nameof(test));
        return test;
    }
}
