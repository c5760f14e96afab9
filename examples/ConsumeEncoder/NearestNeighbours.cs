namespace ConsumeEncoder;

/// <summary>Which images are most alike, by the cosine of the angle between their features.</summary>
public static class NearestNeighbours
{
    /// <summary>For every image the others that are nearest to it, the nearest first.</summary>
    /// <param name="images">Names and features.</param>
    /// <param name="count">Neighbours of each; fewer where there are not so many.</param>
    public static IEnumerable<(string Name, IReadOnlyList<(string Name, double Cosine)> Neighbours)> Of(
        IReadOnlyList<(string Name, float[] Features)> images, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        double[] lengths = [.. images.Select(image => Math.Sqrt(Dot(image.Features, image.Features)))];
        for (int i = 0; i < images.Count; i++)
        {
            var nearest = Enumerable.Range(0, images.Count).Where(j => j != i)
                .Select(j => (images[j].Name, Cosine: Dot(images[i].Features, images[j].Features) / (lengths[i] * lengths[j])))
                .OrderByDescending(neighbour => neighbour.Cosine).Take(count);
            yield return (images[i].Name, [.. nearest]);
        }
    }

    static double Dot(float[] a, float[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += (double)a[i] * b[i];
        return sum;
    }
}
