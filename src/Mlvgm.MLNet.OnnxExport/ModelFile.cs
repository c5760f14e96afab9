namespace Mlvgm.MLNet.OnnxExport;

/// <summary>Writes a model to a temporary file beside its destination, then renames it.</summary>
static class ModelFile
{
    public static void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // The name that all of the project's files have until they are whole (UnfinishedFile, to which this assembly has no reference).
        string temporary = Path.Combine(
            Path.GetDirectoryName(path)!,
            FormattableString.Invariant($".{Path.GetFileName(path)}.mlvgm-{Environment.ProcessId}-{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}.tmp"));
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
