namespace Mlvgm.MLNet.Streaming;

/// <summary>The kinds of column in a generated view.</summary>
enum GeneratedColumn
{
    /// <summary>One latent of the anchor, a vector.</summary>
    Latent,

    /// <summary>The anchor's image, a vector.</summary>
    Anchor,

    /// <summary>The positive's image, a vector.</summary>
    Positive,

    /// <summary>The anchor as an image of ML.NET's.</summary>
    AnchorImage,

    /// <summary>The positive as an image of ML.NET's.</summary>
    PositiveImage,
}
