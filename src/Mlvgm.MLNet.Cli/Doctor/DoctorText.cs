using Spectre.Console;

namespace Mlvgm.MLNet.Cli.Doctor;

/// <summary>Prints a <see cref="DoctorReport"/>.</summary>
static class DoctorText
{
    /// <summary>Writes one line per finding, then the problems.</summary>
    public static void Write(IAnsiConsole console, DoctorReport report)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        Add(grid, "mlvgm", report.Mlvgm);
        Add(grid, ".NET", report.DotNet);
        Add(grid, "system", report.OperatingSystem);
        if (report.LibStdCpp is { } library) Add(grid, "libstdc++", library);
        Add(grid, "ML.NET", report.MlNet);
        Add(grid, "TorchSharp", report.TorchSharp);
        Add(grid, "libtorch", report.LibTorch ?? "not deployed with this program");
        Add(grid, "ONNX Runtime", report.OnnxRuntime ?? "did not load");
        Add(grid, "ONNX providers", string.Join(", ", report.OnnxRuntimeProviders));
        Add(grid, "devices", string.Join(", ", report.Devices));
        foreach (string file in report.NativeFiles) Add(grid, file == report.Patched ? "loaded, patched" : "loaded", file);
        console.Write(grid);
        if (report.Patched is not null)
            console.WriteLine("The patched copy does not insist on GLIBCXX_3.4.32, which this system lacks and TorchSharp never calls.");
        foreach (string problem in report.Problems) console.MarkupLineInterpolated($"[red]problem:[/] {problem}");
        if (report.Healthy) console.WriteLine("All is well.");
    }

    static void Add(Grid grid, string name, string value) => grid.AddRow(new Text(name), new Text(value));
}
