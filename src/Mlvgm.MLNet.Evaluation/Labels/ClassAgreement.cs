namespace Mlvgm.MLNet.Evaluation.Labels;

/// <summary>Classes are joined by their names, never by their numbers: a number means one class in one set and may mean another in the next.</summary>
static class ClassAgreement
{
    const int Named = 5;

    /// <summary>What the classes of the test images are called in the numbering of the training images; null where both number them alike.</summary>
    /// <param name="train">The names of the training classes, by number.</param>
    /// <param name="test">The names of the test classes, by number.</param>
    /// <exception cref="ArgumentException">One has a class that the other lacks, or two classes of one name; the message names them.</exception>
    public static IReadOnlyList<int>? Renumber(IReadOnlyList<string> train, IReadOnlyList<string> test)
    {
        if (train.SequenceEqual(test, StringComparer.Ordinal)) return null;
        string[] onlyTrain = [.. train.Except(test, StringComparer.Ordinal)], onlyTest = [.. test.Except(train, StringComparer.Ordinal)];
        if (onlyTrain.Length + onlyTest.Length > 0)
        {
            string[] parts = [.. new[] { Only(onlyTrain, "train"), Only(onlyTest, "test") }.Where(text => text.Length > 0)];
            throw new ArgumentException($"The classes of the training and the test images differ: {string.Join(", ", parts)}.", nameof(test));
        }
        if (train.Count != test.Count || train.Distinct(StringComparer.Ordinal).Count() != train.Count)
            throw new ArgumentException("Two classes have one name: rename one of them.", nameof(test));
        var numbers = train.Index().ToDictionary(named => named.Item, named => named.Index, StringComparer.Ordinal);
        return [.. test.Select(name => numbers[name])];
    }

    static string Only(string[] names, string part) => names.Length == 0 ? "" :
        $"{string.Join(", ", names.Take(Named).Select(name => $"'{name}'"))}{(names.Length > Named ? $" and {names.Length - Named} more" : "")} " +
        $"{(names.Length == 1 ? "is" : "are")} only in {part}";
}
