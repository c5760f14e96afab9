using Mlvgm.MLNet.Experiments.Feeding;

namespace Mlvgm.MLNet.Experiments.Tests.Feeding;

/// <summary>Where energy is not measured, or its counters are not as expected: no number is made up, and what is declared is called so.</summary>
public sealed class EnergyCounterTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("no folder")]
    [InlineData("no package")]
    [InlineData("no counter")]
    [InlineData("no range")]
    [InlineData("text")]
    [InlineData("empty")]
    public void Counters_that_cannot_be_read_are_none(string kind)
    {
        if (kind == "no package") _folder.Write("powercap/dtpm/energy_uj", "1");
        else if (kind != "no folder")
        {
            if (kind != "no counter") _folder.Write("powercap/intel-rapl:0/energy_uj", kind switch { "text" => "many", "empty" => "", _ => "1" });
            if (kind != "no range") _folder.Write("powercap/intel-rapl:0/max_energy_range_uj", "1000");
        }
        Assert.Null(RaplCounter.TryOpen(_folder.File("powercap")));
    }

    [Fact]
    public void A_part_of_a_processor_is_not_counted_twice()
    {
        foreach (string name in (string[])["intel-rapl:0", "intel-rapl:0:0", "intel-rapl:0:1", "intel-rapl-mmio:0"])
        {
            _folder.Write($"powercap/{name}/energy_uj", "5");
            _folder.Write($"powercap/{name}/max_energy_range_uj", "1000");
        }
        var counter = RaplCounter.TryOpen(_folder.File("powercap"))!;
        foreach (string name in (string[])["intel-rapl:0", "intel-rapl:0:0", "intel-rapl:0:1", "intel-rapl-mmio:0"]) _folder.Write(
            $"powercap/{name}/energy_uj", "105");
        Assert.Equal("measured by RAPL (1 packages)", counter.Source);
        Assert.Equal(100e-6, counter.Joules(), 12);
        Assert.Equal(100e-6, counter.Joules(), 12);
    }

    [Fact]
    public void A_declared_power_is_called_so_and_grows_with_time_alone()
    {
        var counter = new DeclaredPower(1e6);
        double first = counter.Joules(), second = counter.Joules();
        Assert.InRange(first, 0, second);
        Assert.Equal(0, new DeclaredPower(0).Joules());
        Assert.Equal("not measured: 12.5 W, as declared, times the time", new DeclaredPower(12.5).Source);
    }

    public void Dispose() => _folder.Dispose();
}
