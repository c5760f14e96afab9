using System.Globalization;

namespace Mlvgm.MLNet.Experiments.Feeding;

/// <summary>The processors' own counters (RAPL), which Linux shows under /sys/class/powercap; without the memory where it is not counted.</summary>
sealed class RaplCounter : IEnergyCounter
{
    const string Root = "/sys/class/powercap";
    const double JoulesPerUnit = 1e-6;
    readonly (string File, double Range)[] _packages;
    readonly double[] _last;
    double _joules;

    RaplCounter((string, double)[] packages)
    {
        _packages = packages;
        _last = [.. _packages.Select(package => Read(package.File))];
    }

    public string Source => $"measured by RAPL ({_packages.Length} packages)";

    /// <summary>The counters of this machine; null where there are none, or they may not be read.</summary>
    public static RaplCounter? TryOpen(string root = Root)
    {
        if (!Directory.Exists(root)) return null;
        try
        {
            // Packages are intel-rapl:0, intel-rapl:1, ...; their parts have another colon.
            (string, double)[] packages =
            [
                .. from folder in Directory.EnumerateDirectories(root)
                   let name = Path.GetFileName(folder)
                   where name.StartsWith("intel-rapl:", StringComparison.Ordinal) && name.Count(c => c == ':') == 1
                   orderby name
                   select (Path.Combine(folder, "energy_uj"), Read(Path.Combine(folder, "max_energy_range_uj"))),
            ];
            return packages.Length == 0 ? null : new RaplCounter(packages);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    public double Joules()
    {
        for (int i = 0; i < _packages.Length; i++)
        {
            double now = Read(_packages[i].File), used = now - _last[i];
            // The counter begins again at its end, on some machines within a minute or so.
            _joules += JoulesPerUnit * (used >= 0 ? used : used + _packages[i].Range);
            _last[i] = now;
        }
        return _joules;
    }

    static double Read(string file) => double.Parse(File.ReadAllText(file), NumberStyles.Float, CultureInfo.InvariantCulture);
}
