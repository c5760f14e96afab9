using System.CommandLine;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm export</c>: a generator as ONNX, which draws and streams without TorchSharp.</summary>
static class ExportCommand
{
    public static Command Create()
    {
        var generatorName = GeneratorArgument.Create();
        var (output, json) = (CommonOptions.Out("Where to write the .onnx file."), CommonOptions.Json());
        var settings = new SettingOptions<GeneratorDevice>(new GeneratorDevice());
        var command = new Command("export", "Write a generator as ONNX, after comparing both on random latents.")
        {
            generatorName, output, json,
        };
        settings.AddTo(command);
        command.SetCancellable((parsed, _) =>
        {
            var (name, where) = (parsed.GetRequiredValue(generatorName), settings.Read(parsed, new GeneratorDevice()));
            GeneratorArgument.SayCode(name, where.TrustCode, parsed.InvocationConfiguration.Output.WriteLine);
            using var generator = NamedGenerator.LoadTorch(name, DeviceChoice.Parse(where.Device), where.TrustCode);
            var result = generator.ExportOnnx(Path.Combine(parsed.GetRequiredValue(output).FullName, $"{generator.Name}.onnx"));
            var latents = generator.Layout.Latents.Select(latent => $"{latent.Name} {string.Join('x', latent.Shape)}");
            var text = parsed.InvocationConfiguration.Output;
            text.WriteLine(result.Path);
            text.WriteLine($"latents: {string.Join(", ", latents)}");
            text.WriteLine(FormattableString.Invariant($"largest difference of a pixel on random latents: {result.LargestDifference:g2}"));
            text.WriteLine($"next: mlvgm views {result.Path} --out DIR");
            JsonFile.Write(
                parsed.GetValue(json), new { generator = generator.Name, model = result.Path, largestDifference = result.LargestDifference });
        });
        return command;
    }
}
