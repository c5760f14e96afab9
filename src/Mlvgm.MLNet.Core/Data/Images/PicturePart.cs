namespace Mlvgm.MLNet.Data.Images;

/// <summary>A part of a decoded picture, in pixels; its edges may lie inside of pixels, where the picture was decoded at a smaller size.</summary>
/// <param name="Top">Where it begins, from the first row's upper edge.</param>
/// <param name="Left">Where it begins, from the first column's left edge.</param>
/// <param name="Height">Its height.</param>
/// <param name="Width">Its width.</param>
readonly record struct PicturePart(double Top, double Left, double Height, double Width);
