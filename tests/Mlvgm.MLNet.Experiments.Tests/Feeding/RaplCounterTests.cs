using Mlvgm.MLNet.Experiments.Feeding;

namespace Mlvgm.MLNet.Experiments.Tests.Feeding;

public sealed class RaplCounterTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Processors_counters_are_added_and_may_begin_again()
    {
        Write(0, 900, range: 1000);
        Write(1, 50, range: 1000);
        var counter = RaplCounter.TryOpen(_folder.File("powercap"))!;
        Write(0, 100, range: 1000);
        Write(1, 150, range: 1000);
        Assert.Equal((200 + 100) * 1e-6, counter.Joules(), 12);
        Write(1, 160, range: 1000);
        Assert.Equal((200 + 110) * 1e-6, counter.Joules(), 12);
        Assert.Contains("RAPL (2 packages)", counter.Source);

        void Write(int package, int energy, int range)
        {
            string folder = Directory.CreateDirectory(_folder.File($"powercap/intel-rapl:{package}")).FullName;
            Directory.CreateDirectory(_folder.File($"powercap/intel-rapl:{package}:0"));
            File.WriteAllText(Path.Combine(folder, "energy_uj"), $"{energy}\n");
            File.WriteAllText(Path.Combine(folder, "max_energy_range_uj"), $"{range}\n");
        }
    }

    public void Dispose() => _folder.Dispose();
}
