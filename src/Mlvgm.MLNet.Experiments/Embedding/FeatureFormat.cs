namespace Mlvgm.MLNet.Experiments.Embedding;

/// <summary>How features are written.</summary>
/// <example>See <c>examples/ApiTour/EvaluatedEncoders.cs</c>.</example>
public enum FeatureFormat
{
    /// <summary>ML.NET's binary data view.</summary>
    Idv,

    /// <summary>Text, a line for each image.</summary>
    Csv,
}
