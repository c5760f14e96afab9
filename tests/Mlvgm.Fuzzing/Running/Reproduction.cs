namespace Mlvgm.Fuzzing.Running;

/// <summary>Reads cases from files, and says what becomes of them.</summary>
static class Reproduction
{
    /// <summary>Reads them.</summary>
    /// <returns>1 where one fails.</returns>
    public static int Of(FuzzedReader reader, IEnumerable<string> files)
    {
        int code = 0;
        foreach (string file in files)
        {
            try
            {
                var result = new CaseCheck(reader).Run(File.ReadAllBytes(file));
                Console.WriteLine($"{file}: {(result.Refused ? "refused" : "read")}, {result.Time.TotalMilliseconds:F1} ms, {result.Memory >> 10} KiB");
            }
            catch (Exception e)
            {
                Console.WriteLine($"{file}: {e}");
                code = 1;
            }
        }
        return code;
    }
}
