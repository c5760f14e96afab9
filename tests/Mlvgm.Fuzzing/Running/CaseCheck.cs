namespace Mlvgm.Fuzzing.Running;

/// <summary>Reads a case as a reader should: it gives data or refuses, within its bounds.</summary>
/// <param name="reader">The reader.</param>
sealed class CaseCheck(FuzzedReader reader)
{
    const int Attempts = 4;

    /// <summary>
    /// Reads a case, again where it took too long: what is slow once may have waited for the compiler or the collector, what hangs is slow always.
    /// </summary>
    /// <exception cref="OutOfBoundsException">It took more memory or time than it may.</exception>
    /// <exception cref="Exception">Whatever the reader threw that is no ordinary refusal.</exception>
    public CaseResult Run(byte[] bytes)
    {
        var result = Attempt(bytes);
        for (int again = 1; again < Attempts && result.Time > reader.Time; again++) result = Attempt(bytes);
        if (result.Time > reader.Time)
            throw new OutOfBoundsException($"It took {result.Time.TotalSeconds:F1} s of processor time; {reader.Time.TotalSeconds:F0} s are allowed.");
        long memory = reader.Memory + reader.MemoryPerByte * bytes.Length;
        if (result.Memory > memory)
            throw new OutOfBoundsException($"It allocated {result.Memory >> 20} MiB for {bytes.Length} bytes; {memory >> 20} MiB are allowed.");
        return result;
    }

    CaseResult Attempt(byte[] bytes)
    {
        long memory = GC.GetAllocatedBytesForCurrentThread();
        var time = Environment.CpuUsage.TotalTime;
        bool refused = false;
        try
        {
            reader.Read(bytes);
        }
        catch (Exception e) when (reader.Refuses(e))
        {
            refused = true;
        }
        return new CaseResult(refused, GC.GetAllocatedBytesForCurrentThread() - memory, Environment.CpuUsage.TotalTime - time);
    }
}
