namespace Mlvgm.MLNet.IO;

/// <summary>What tells that a file has been written since.</summary>
/// <param name="Length">Its bytes; 0 where there is no file.</param>
/// <param name="Written">When it was written last, in nanoseconds since 1970; 0 where there is no file.</param>
readonly record struct FileVersion(long Length, long Written)
{
    /// <summary>The present version of a file.</summary>
    public static FileVersion Of(string path)
    {
        var facts = FileFacts.Of(path);
        return new FileVersion(facts.Length, facts.Written);
    }
}
