namespace Mlvgm.MLNet.Torch.Generators.StyleGan2.Operators;

/// <summary>Zeros added around an image, in pixels; negative to crop.</summary>
readonly record struct ImagePadding(int Left, int Right, int Top, int Bottom)
{
    /// <summary>The same on all four sides.</summary>
    public static ImagePadding Even(int pixels) => new(pixels, pixels, pixels, pixels);

    /// <summary>Whether the same zeros, and no crop, are on either side of each axis: what a convolution's padding can do.</summary>
    public bool IsSymmetric => Left == Right && Top == Bottom && Left >= 0 && Top >= 0;
}
