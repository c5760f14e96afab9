namespace Mlvgm.MLNet.Evaluation.Datasets.Mat;

/// <summary>A value in a MATLAB file.</summary>
abstract record MatValue;

/// <summary>An array of numbers, column by column.</summary>
/// <param name="Values">The numbers.</param>
sealed record MatNumbers(IReadOnlyList<double> Values) : MatValue;

/// <summary>A row of characters.</summary>
/// <param name="Value">The text.</param>
sealed record MatText(string Value) : MatValue;

/// <summary>A cell array, column by column.</summary>
/// <param name="Values">The cells.</param>
sealed record MatCells(IReadOnlyList<MatValue> Values) : MatValue;

/// <summary>An array of structures, column by column.</summary>
/// <param name="Values">The fields of each.</param>
sealed record MatStructures(IReadOnlyList<IReadOnlyDictionary<string, MatValue>> Values) : MatValue;
