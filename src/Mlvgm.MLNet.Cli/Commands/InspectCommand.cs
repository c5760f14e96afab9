using System.CommandLine;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.WeightFiles;
using Mlvgm.MLNet.WeightFiles.Text;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm inspect</c>: the tensors of a weight file or ONNX model.</summary>
static class InspectCommand
{
    const int WidestName = 80;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "A .safetensors, .pth, .ckpt, .pkl, .pt or .onnx file; told apart by its contents." };
        var json = CommonOptions.Json();
        var command = new Command("inspect", "List the tensors of a weight file, what in it is ignored, and what code in it may do. Nothing in the file runs.") { file, json };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(file).FullName;
            var summary = WeightFileSummary.Of(path);
            Write(parsed.InvocationConfiguration.Output, path, summary);
            JsonFile.Write(
                parsed.GetValue(json),
                new
                {
                    file = path,
                    format = summary.Format,
                    tensors = summary.Tensors.Select(tensor => new { name = tensor.Name, dtype = tensor.Type, shape = tensor.Shape, unreadable = tensor.Unreadable }),
                    ignored = summary.Ignored,
                    code = summary.Code,
                });
            return ExitCode.Success;
        });
        return command;
    }

    static void Write(TextWriter text, string path, WeightFileSummary summary)
    {
        long numbers = summary.Tensors.Sum(tensor => tensor.Shape.Aggregate(1L, (product, dimension) => product * dimension));
        text.WriteLine(FormattableString.Invariant(
            $"{Path.GetFileName(path)}: {summary.Format}, {summary.Tensors.Count} tensors, {numbers:N0} numbers"));
        int width = summary.Tensors.Select(tensor => Math.Min(tensor.Name.Length, WidestName)).DefaultIfEmpty(0).Max();
        foreach (var tensor in summary.Tensors)
        {
            string note = tensor.Unreadable is { } reason ? $"  (not read: it {reason})" : "";
            text.WriteLine($"{Printable.Of(tensor.Name).PadRight(width)}  {Printable.Of(tensor.Type),-4}  [{string.Join(", ", tensor.Shape)}]{note}");
        }
        foreach (var ignored in summary.Ignored)
            text.WriteLine($"ignored, never called: {Printable.Of(ignored.Name)} ({Objects(ignored.Objects)})");
        if (summary.Code is not { } code) return;
        text.WriteLine($"a program: {code}. It runs only from a .pt or .ts file, and only with {GeneratorArgument.TrustCodeName}.");
        foreach (string name in code.Operators) text.WriteLine($"calls {Printable.Of(name)}{(code.ReachingOut.Contains(name) ? "  (reaches out)" : "")}");
    }

    static string Objects(int count) => count switch
    {
        0 => "only mentioned",
        1 => "1 object",
        _ => FormattableString.Invariant($"{count} objects"),
    };
}
