using System.CommandLine;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm train-generator</c>: one subcommand per way in which one can be trained here.</summary>
static class TrainGeneratorCommand
{
    public static Command Create() => new("train-generator", "Train a multiple-latent generator on images.")
    {
        TrainNvaeCommand.Create(),
        RefineGeneratorCommand.Create(),
    };
}
