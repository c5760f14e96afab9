using Mlvgm.MLNet.Data;

namespace Mlvgm.MLNet.Training.Streaming;

/// <summary>Files that were written after a run began, of which nobody knows whether they are what they were.</summary>
static class WrittenFiles
{
    /// <summary>A sentence that counts and names them; null where there are none.</summary>
    /// <param name="files">The files.</param>
    /// <param name="began">When the run began, in UTC.</param>
    public static string? Since(ImageFileSet files, DateTime began)
    {
        // The beginning is kept in whole seconds.
        long end = (began.AddSeconds(1) - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        int[] written = [.. files.Versions.Index().Where(file => file.Item.Written >= end).Select(file => file.Index)];
        return written.Length == 0 ? null
            : $"{written.Length} image files were written after the run began, the first of them '{files.NameOf(written[0])}'. Where their pixels have changed, " +
                "the run does not end as it would have.";
    }
}
