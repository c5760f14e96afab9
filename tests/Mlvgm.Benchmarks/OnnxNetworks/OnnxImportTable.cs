using System.Globalization;
using Mlvgm.Testing;

namespace Mlvgm.Benchmarks.OnnxNetworks;

/// <summary>Every network that can be had here as a module: docs/results/onnx-import.md. Aim: 1e-4 of the largest output, in and out.</summary>
static class OnnxImportTable
{
    /// <param name="output">Receives the table.</param>
    /// <param name="script">Exports torchvision's networks.</param>
    /// <param name="folder">Where they are already; they are exported into a folder that goes again when null.</param>
    public static void Run(TextWriter output, string script, string? folder)
    {
        using var made = folder is null ? new TemporaryFolder() : null;
        string networks = folder ?? made!.Path;
        if (made is not null) NetworkFiles.Export(script, networks);
        output.WriteLine("| network | operator set | batch axis | batch norm | nodes | parameters | difference | after export | module, ms a batch | ONNX " +
            "Runtime, ms a batch | images a batch |");
        output.WriteLine("|---|---:|---|---|---:|---:|---:|---:|---:|---:|---:|");
        string again = Path.Combine(networks, "again.onnx");
        File.Delete(again);
        // NAME-SIDE-OPSET-AXIS-NORM.onnx
        var files = Directory.EnumerateFiles(networks, "*.onnx").Select(path => (Path: path, Words: Path.GetFileNameWithoutExtension(path).Split('-')))
            .OrderBy(file => string.Join('-', file.Words[..^4]), StringComparer.Ordinal).ThenBy(file =>
                int.Parse(file.Words[^3], CultureInfo.InvariantCulture));
        foreach (var (path, words) in files.ToList())
            Row(output, $"torchvision's {string.Join('-', words[..^4])}, {words[^4]} pixels", path, words[^2], words[^1], again);
        if (NetworkFiles.OfMLNet() is { } own) Row(output, "ML.NET's ResNet-18, 224 pixels", own, "fixed", "kept", again);
        File.Delete(again);
        if (Directory.EnumerateFiles(networks, "*gradients.pth").FirstOrDefault() is { } reference)
        {
            var gradients = GradientCheck.Of(Path.Combine(networks, "resnet18-64-17-free-kept.onnx"), reference);
            string features = FormattableString.Invariant($"features {gradients.Features:g2}, statistics {gradients.Statistics:g2}");
            output.WriteLine($"\nResNet-18 in training mode against PyTorch 1.13: {features}, " + FormattableString.Invariant(
                $"the worst of {gradients.Weights} gradients {gradients.Gradients:g2} ({gradients.Weight})."));
        }
    }

    static void Row(TextWriter output, string name, string path, string axis, string norm, string again)
    {
        var check = NetworkCheck.Of(path, again);
        string what = FormattableString.Invariant($"| {name} | {check.OperatorSet} | {axis} | {norm} | {check.Nodes} | {check.Parameters:N0} | ");
        output.WriteLine(what + FormattableString.Invariant(
            $"{check.Difference:0.0e0} | {check.AfterExport:0.0e0} | {1000 * check.ModuleSeconds:f0} | {1000 * check.RuntimeSeconds:f0} | {check.Batch} |"));
        output.Flush();
    }
}
