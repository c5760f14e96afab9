using System.Diagnostics;
using Mlvgm.MLNet.Torch.Import;
using Mlvgm.MLNet.Torch.Tests.WeightFiles.Samples;
using Mlvgm.MLNet.Torch.WeightFiles;

namespace Mlvgm.MLNet.Torch.Tests.WeightFiles.Fuzzing;

/// <summary>Reads damaged files and says what became of them.</summary>
sealed class FuzzRun : IDisposable
{
    const long MemoryAllowance = 64 << 20;
    const int ImportEvery = 20;

    static readonly TimeSpan TimeAllowance = TimeSpan.FromSeconds(1);

    readonly string _folder = Directory.CreateTempSubdirectory("mlvgm-fuzz-").FullName;

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
        string path = Path.Combine(_folder, "file");
        File.WriteAllBytes(path, input.Bytes);
        // What is slow once may have waited for the machine; what hangs is slow always.
        var (time, read) = Attempt(input, path, name, index);
        for (int again = 0; again < 3 && time > TimeAllowance; again++) (time, read) = Attempt(input, path, name, index);
        Assert.True(time <= TimeAllowance, $"{name} took {time}.");
        if (read) Read++;
        else Refused++;
        if (time > LongestTime) LongestTime = time;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    (TimeSpan Time, bool Read) Attempt(FuzzInput input, string path, string name, int index)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        long started = Stopwatch.GetTimestamp();
        long native = 0;
        bool read = true;
        try
        {
            WeightFileSummary.Of(path);
            if (input.Sample.Name != "onnx") native = ReadTensors(input, path, name);
            if (input.Sample.Name == "walker" && index / SampleFiles.All.Count % ImportEvery == 0)
                ImporterRegistry.Import(path, "walker", Path.Combine(_folder, "out"));
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
        long memory = GC.GetAllocatedBytesForCurrentThread() - before + native;
        Assert.True(memory <= MemoryAllowance + 3L * input.Bytes.Length, $"{name} took {memory} bytes of memory.");
        LargestMemory = Math.Max(LargestMemory, memory);
        return (Stopwatch.GetElapsedTime(started), read);
    }

    /// <summary>Reads every tensor twice, to managed and to native memory, and compares.</summary>
    static long ReadTensors(FuzzInput input, string path, string name)
    {
        using var contents = WeightFile.Open(path);
        long largest = 0;
        foreach (var (key, tensor) in contents.Tensors)
        {
            byte[] bytes = tensor.ReadBytes();
            Assert.True(bytes.Length == tensor.Elements * SafetensorsTypes.SizeOf(tensor.Type), $"{name}: '{key}' has {bytes.Length} bytes.");
            if (input.MustBeEqual)
            {
                Assert.True(input.Sample.Tensors.TryGetValue(key, out var expected), $"{name}: '{key}' was not there before.");
                bool equal = expected!.Bytes.AsSpan().SequenceEqual(bytes) && expected.Shape.AsSpan().SequenceEqual([.. tensor.Shape]);
                Assert.True(equal, $"{name}: '{key}' has other numbers than before.");
            }
            largest = Math.Max(largest, bytes.Length);
            using var value = tensor.ToTensor();
            Assert.True(bytes.Length == 0 || value.bytes.SequenceEqual(bytes), $"{name}: '{key}' differs in native memory.");
        }
        Assert.True(!input.MustBeEqual || contents.Tensors.Count == input.Sample.Tensors.Count, $"{name}: tensors are missing.");
        return largest;
    }
}
