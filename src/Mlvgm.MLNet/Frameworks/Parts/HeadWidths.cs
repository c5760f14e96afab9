namespace Mlvgm.MLNet.Frameworks.Parts;

/// <summary>The widths of a projector and of the predictor behind it.</summary>
/// <param name="Features">Numbers in a feature vector.</param>
/// <param name="Projection">Numbers that leave the projector.</param>
/// <param name="Predictor">The predictor's hidden width.</param>
readonly record struct HeadWidths(int Features, int Projection, int Predictor)
{
    /// <summary>The paper's proportions where a width is not given: 2048 features, 2048 projected, 512 hidden.</summary>
    public static HeadWidths Of(int features, int? projection, int? predictor)
    {
        int projected = projection ?? Math.Min(2048, 4 * features);
        return new HeadWidths(features, projected, predictor ?? Math.Max(1, projected / 4));
    }
}
