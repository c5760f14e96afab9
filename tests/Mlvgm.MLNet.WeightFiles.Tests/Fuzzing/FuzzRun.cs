using System.Diagnostics;
using Mlvgm.Testing.Fuzzing;

namespace Mlvgm.MLNet.WeightFiles.Tests.Fuzzing;

/// <summary>Reads damaged files and says what became of them.</summary>
sealed class FuzzRun : IDisposable
{
    const long MemoryAllowance = 64 << 20;

    static readonly TimeSpan TimeAllowance = TimeSpan.FromSeconds(1);

    readonly TemporaryFolder _folder = new();

    /// <summary>Cases that were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Cases that were read.</summary>
    public int Read { get; private set; }

    /// <summary>The most memory that a case took.</summary>
    public long LargestMemory { get; private set; }

    /// <summary>The longest that a case took.</summary>
    public TimeSpan LongestTime { get; private set; }

    /// <summary>Reads one file in every way there is; fails on anything but the data or a documented error, in time and memory.</summary>
    public void Check(int seed, int index)
    {
        var input = FuzzInput.Create(seed, index);
        string name = $"case {index} of seed {seed} ({input.Sample.Name}, {input.Kind}, {input.Bytes.Length} bytes)";
        string path = _folder.File("file");
        File.WriteAllBytes(path, input.Bytes);
        // What is slow once may have waited for the machine; what hangs is slow always.
        var (time, read) = Attempt(input, path, name);
        for (int again = 0; again < 3 && time > TimeAllowance; again++) (time, read) = Attempt(input, path, name);
        Assert.True(time <= TimeAllowance, $"{name} took {time}.");
        if (read) Read++;
        else Refused++;
        if (time > LongestTime) LongestTime = time;
    }

    public void Dispose() => _folder.Dispose();

    (TimeSpan Time, bool Read) Attempt(FuzzInput input, string path, string name)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        long started = Stopwatch.GetTimestamp();
        bool read = true;
        try
        {
            WeightFileSummary.Of(path);
            if (input.Sample.Name != "onnx") ReadTensors(input, path, name);
        }
        catch (InvalidDataException e)
        {
            read = false;
            Assert.True(e.Message.Length is > 0 and < 2000 && !e.Message.Contains('\n'), $"{name}: {e.Message}");
        }
        catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
        {
            Assert.Fail($"{name}: {e}");
        }
        long memory = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(memory <= MemoryAllowance + 3L * input.Bytes.Length, $"{name} took {memory} bytes of memory.");
        LargestMemory = Math.Max(LargestMemory, memory);
        return (Stopwatch.GetElapsedTime(started), read);
    }

    /// <summary>Reads every tensor, and compares it with the sample's where damage must show.</summary>
    static void ReadTensors(FuzzInput input, string path, string name)
    {
        using var contents = WeightFile.Open(path);
        foreach (var (key, tensor) in contents.Tensors)
        {
            byte[] bytes = tensor.ReadBytes();
            Assert.True(bytes.Length == tensor.ByteLength, $"{name}: '{key}' has {bytes.Length} bytes.");
            if (input.MustBeEqual)
            {
                Assert.True(input.Sample.Tensors.TryGetValue(key, out var expected), $"{name}: '{key}' was not there before.");
                bool equal = expected!.Bytes.AsSpan().SequenceEqual(bytes) && expected.Shape.AsSpan().SequenceEqual([.. tensor.Shape]);
                Assert.True(equal, $"{name}: '{key}' has other numbers than before.");
            }
        }
        Assert.True(!input.MustBeEqual || contents.Tensors.Count == input.Sample.Tensors.Count, $"{name}: tensors are missing.");
    }
}
