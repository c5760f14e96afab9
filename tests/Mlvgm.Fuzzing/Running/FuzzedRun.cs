using SharpFuzz;

namespace Mlvgm.Fuzzing.Running;

/// <summary>Reads case after case, as afl-fuzz hands them over; in a process of its own, so that one that hangs or takes it down is one finding.</summary>
static class FuzzedRun
{
    /// <summary>Starts; does not return while afl-fuzz runs.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="folder">Where it keeps what it finds.</param>
    public static void Start(FuzzedReader reader, string folder)
    {
        LowestPriority.Take();
        var check = new CaseCheck(reader);
        var record = new Lazy<CaseRecord>(() => new CaseRecord(folder));
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            byte[] bytes = memory.ToArray();
            try
            {
                record.Value.Add(bytes, check.Run(bytes));
            }
            catch (Exception e)
            {
                record.Value.Add(bytes, e);
                throw;
            }
        });
    }
}
