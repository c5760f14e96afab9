using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Training.Sources;

namespace Mlvgm.MLNet.Training.Streaming;

/// <summary>The images of files in their order, brought to one shape: some at a time, on several threads. Those that are passed over are no rows.</summary>
/// <param name="files">The files.</param>
/// <param name="threads">Threads that decode; as many as there are processors when null.</param>
/// <param name="passedOver">Told of each file that is passed over; null where none may be.</param>
sealed class FileRows(ImageFileSet files, int? threads, Action<SkippedImage>? passedOver) : IImageRows
{
    const int ImagesOfAThread = 4;

    readonly ParallelOptions _threads = new() { MaxDegreeOfParallelism = threads ?? Environment.ProcessorCount };
    readonly Queue<float[]> _decoded = [];
    int _next;

    public bool Read(float[] buffer, int row, int batchSize)
    {
        while (_decoded.Count == 0 && _next < files.Count) Decode();
        if (!_decoded.TryDequeue(out float[]? image)) return false;
        image.CopyTo(buffer.AsSpan(row * files.Shape.Size));
        return true;
    }

    public void Dispose()
    {
    }

    void Decode()
    {
        int first = _next;
        var images = new (float[]? Pixels, Exception? Failure)[Math.Min(ImagesOfAThread * _threads.MaxDegreeOfParallelism, files.Count - first)];
        _next += images.Length;
        Parallel.For(0, images.Length, _threads, i => images[i] = Decode(first + i));
        foreach (var (i, image) in images.Index())
        {
            if (image.Pixels is { } pixels) _decoded.Enqueue(pixels);
            else if (files.SkipUndecodable && passedOver is not null) passedOver(new SkippedImage(files.NameOf(first + i), image.Failure!.Message));
            else throw PassedOverImages.Refusal(files, first + i, image.Failure!);
        }
    }

    (float[]? Pixels, Exception? Failure) Decode(int image)
    {
        try
        {
            using var picture = files.Open(image);
            float[] pixels = new float[files.Shape.Size];
            files.Fit(picture, pixels);
            return (pixels, null);
        }
        catch (InvalidDataException e)
        {
            return (null, e);
        }
    }
}
