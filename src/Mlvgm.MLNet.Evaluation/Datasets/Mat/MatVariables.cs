namespace Mlvgm.MLNet.Evaluation.Datasets.Mat;

/// <summary>The variables of a file, of the types that are expected.</summary>
/// <param name="path">The file.</param>
sealed class MatVariables(string path)
{
    readonly IReadOnlyDictionary<string, MatValue> _variables = MatFile.Read(path);

    /// <summary>Whole numbers.</summary>
    public IReadOnlyList<int> Integers(string name) => Of<MatNumbers>(name) is { } numbers && numbers.Values.All(v => v == (int)v)
        ? [.. numbers.Values.Select(v => (int)v)]
        : throw Wrong(name, "whole numbers");

    /// <summary>Structures.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, MatValue>> Structures(string name) => Of<MatStructures>(name)?.Values ?? throw Wrong(name, "structures");

    /// <summary>A cell array of texts.</summary>
    public IReadOnlyList<string> Texts(string name) => Of<MatCells>(name) is { } cells && cells.Values.All(cell => cell is MatText)
        ? [.. cells.Values.Cast<MatText>().Select(text => text.Value)]
        : throw Wrong(name, "texts");

    /// <summary>The error of a variable that is not what it should be.</summary>
    public InvalidDataException Wrong(string name, string expected) => new($"'{path}': the variable '{name}' is missing or does not hold {expected}.");

    T? Of<T>(string name) where T : MatValue => _variables.GetValueOrDefault(name) as T;
}
