using System.CommandLine;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Torch.Import;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm import</c>: weights of other projects as safetensors and JSON.</summary>
static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "A .pth, .pkl or .safetensors file of another project." };
        var target = new Option<string>("--as")
        {
            Description = $"What the file holds: {string.Join(", ", ImporterRegistry.Targets)}.",
            HelpName = "KIND",
            Required = true,
        };
        target.AcceptOnlyFromAmong([.. ImporterRegistry.Targets]);
        var settings = new SettingOptions<ImportOptions>(new ImportOptions());
        var (output, json) = (CommonOptions.Out("Where to write the .safetensors and .json files."), CommonOptions.Json());
        var command = new Command("import", "Convert a weight file of another project. No code in the file runs.")
        {
            file, target, output, json,
        };
        settings.AddTo(command);
        command.SetCancellable((parsed, _) =>
        {
            var options = settings.Read(parsed, new ImportOptions());
            string source = parsed.GetRequiredValue(file).FullName;
            var result = ImporterRegistry.Import(source, parsed.GetRequiredValue(target), parsed.GetRequiredValue(output).FullName, options);
            var text = parsed.InvocationConfiguration.Output;
            text.WriteLine(result.ModelPath);
            text.WriteLine(result.CardPath);
            text.WriteLine($"latents: {string.Join(", ", result.Model.Latents.Select(latent => $"{latent.Name} {string.Join('x', latent.Shape)}"))}");
            text.WriteLine($"next: {result.NextStep}");
            JsonFile.Write(
                parsed.GetValue(json),
                new { source, model = result.ModelPath, card = result.CardPath, latents = result.Model.Latents, next = result.NextStep });
        });
        return command;
    }
}
