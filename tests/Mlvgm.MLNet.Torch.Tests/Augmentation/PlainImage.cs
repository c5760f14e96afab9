using Mlvgm.MLNet.Torch.Augmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Augmentation;

/// <summary>One RGB image in plain loops over pixels, in double precision: what the batched augmentations are compared with.</summary>
sealed class PlainImage
{
    readonly double[][] _pixels;

    /// <param name="image">[3, height, width].</param>
    public PlainImage(Tensor image)
    {
        double[] values = image.to(ScalarType.Float64).contiguous().data<double>().ToArray();
        int count = values.Length / 3;
        _pixels = [.. Enumerable.Range(0, count).Select(i => new[] { values[i], values[count + i], values[2 * count + i] })];
    }

    /// <summary>The values channel by channel.</summary>
    public IEnumerable<double> Values => Enumerable.Range(0, 3).SelectMany(channel => _pixels.Select(pixel => pixel[channel]));

    public void Kornia(ColorOperation operation, ColorFactors factors)
    {
        switch (operation)
        {
            case ColorOperation.Brightness:
                Change(x => x + factors.Brightness - 1);
                break;
            case ColorOperation.Contrast:
                Change(x => x * factors.Contrast);
                break;
            case ColorOperation.Saturation:
                ChangeHsv((h, s, v) => (h, Math.Clamp(s * factors.Saturation, 0, 1), v));
                break;
            default:
                ChangeHsv((h, s, v) => (h + factors.Hue, s, v));
                break;
        }
    }

    public void Torchvision(ColorOperation operation, ColorFactors factors)
    {
        switch (operation)
        {
            case ColorOperation.Brightness:
                Change(x => x * factors.Brightness);
                break;
            case ColorOperation.Contrast:
                double mean = _pixels.Average(Grey);
                Change(x => factors.Contrast * x + (1 - factors.Contrast) * mean);
                break;
            case ColorOperation.Saturation:
                foreach (double[] pixel in _pixels)
                {
                    double grey = Grey(pixel);
                    for (int c = 0; c < 3; c++)
                        pixel[c] = Math.Clamp(factors.Saturation * pixel[c] + (1 - factors.Saturation) * grey, 0, 1);
                }
                break;
            default:
                ChangeHsv((h, s, v) => (h + factors.Hue, s, v));
                break;
        }
    }

    public void ToGrey()
    {
        foreach (double[] pixel in _pixels) Array.Fill(pixel, Grey(pixel));
    }

    static double Grey(double[] pixel) => 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2];

    void Change(Func<double, double> change)
    {
        foreach (double[] pixel in _pixels)
        {
            for (int c = 0; c < 3; c++) pixel[c] = Math.Clamp(change(pixel[c]), 0, 1);
        }
    }

    void ChangeHsv(Func<double, double, double, (double H, double S, double V)> change)
    {
        foreach (double[] pixel in _pixels)
        {
            var (h, s, v) = ToHsv(pixel[0], pixel[1], pixel[2]);
            ToRgb(change(h, s, v)).CopyTo(pixel, 0);
        }
    }

    /// <summary>Hue as a share of the circle.</summary>
    static (double H, double S, double V) ToHsv(double r, double g, double b)
    {
        double v = Math.Max(r, Math.Max(g, b)), range = v - Math.Min(r, Math.Min(g, b));
        if (range == 0) return (0, 0, v);
        double sixth = v == r ? (g - b) / range : v == g ? (b - r) / range + 2 : (r - g) / range + 4;
        return (sixth / 6, range / v, v);
    }

    static double[] ToRgb((double H, double S, double V) color)
    {
        double sixth = (color.H - Math.Floor(color.H)) * 6;
        int sector = (int)sixth % 6;
        double f = sixth - Math.Floor(sixth), v = color.V;
        double p = v * (1 - color.S), q = v * (1 - color.S * f), t = v * (1 - color.S * (1 - f));
        return sector switch
        {
            0 => [v, t, p],
            1 => [q, v, p],
            2 => [p, v, t],
            3 => [p, q, v],
            4 => [t, p, v],
            _ => [v, p, q],
        };
    }
}
