namespace Mlvgm.MLNet.Experiments.Embedding;

/// <summary>How features are written.</summary>
public enum FeatureFormat
{
    /// <summary>ML.NET's binary data view.</summary>
    Idv,

    /// <summary>Text, a line for each image.</summary>
    Csv,
}
