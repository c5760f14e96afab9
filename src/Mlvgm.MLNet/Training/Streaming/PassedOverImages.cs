using System.Runtime.ExceptionServices;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Training.Streaming;

/// <summary>
/// Image files that do not decode, or have gone or changed: what takes their places, and which they are. A place is taken by a file drawn by (seed, epoch, row), again where that one
/// does not decode either, so that it depends neither on threads nor on what was read before.
/// </summary>
/// <param name="files">The files.</param>
/// <param name="seed">The seed of the draws.</param>
/// <param name="say">Told of each file, once.</param>
/// <param name="rows">The files that are wanted; all when null.</param>
sealed class PassedOverImages(ImageFileSet files, ulong seed, Action<SkippedImage>? say, IReadOnlyList<int>? rows)
{
    /// <summary>Files that are tried for a row: where so many do not decode, hardly any does.</summary>
    const int MostTries = 100;

    /// <summary>Read by the threads of a batch, written between batches.</summary>
    readonly Dictionary<int, string> _reasons = [];

    /// <summary>What a file that cannot be learned from ends a training with, where such are not passed over.</summary>
    public static InvalidDataException Refusal(ImageFileSet files, int image, Exception cause) => new(
        $"The image '{files.Paths[image]}' cannot be learned from: {cause.Message.TrimEnd('.')}. Put it right, or pass over such images (--skip-undecodable).", cause);

    /// <summary>Reads the image of a row, or one that takes its place.</summary>
    /// <param name="image">The image.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="row">The row within it.</param>
    /// <param name="read">Reads an image.</param>
    public RowOutcome Try(int image, int epoch, long row, Action<int> read)
    {
        List<(int Image, string Reason)> passedOver = [];
        var draws = new RandomStream(new SeedKey(seed, "rows/replacement", epoch, row));
        for (int tried = 1; ; tried++)
        {
            try
            {
                if (!_reasons.ContainsKey(image))
                {
                    read(image);
                    return new RowOutcome(image, passedOver, Failure: null);
                }
            }
            catch (InvalidDataException e) when (files.SkipUndecodable)
            {
                passedOver.Add((image, e.Message));
            }
            catch (Exception e)
            {
                return new RowOutcome(image, passedOver, ExceptionDispatchInfo.Capture(e is InvalidDataException ? Refusal(files, image, e) : e));
            }
            if (tried == MostTries) return new RowOutcome(image, passedOver, ExceptionDispatchInfo.Capture(NoneDecodes(image)));
            image = rows is null ? draws.NextInt32(files.Count) : rows[draws.NextInt32(rows.Count)];
        }
    }

    /// <summary>Keeps and tells what was passed over, and throws what a row failed by.</summary>
    public void Add(RowOutcome row)
    {
        foreach (var (image, reason) in row.PassedOver)
        {
            if (_reasons.TryAdd(image, reason)) say?.Invoke(new SkippedImage(files.NameOf(image), reason));
        }
        row.Failure?.Throw();
    }

    InvalidDataException NoneDecodes(int image) => new(
        $"Of {MostTries} images that were drawn in place of one that is passed over, none can be learned from; the last is '{files.Paths[image]}'. Look at the folder.");
}
