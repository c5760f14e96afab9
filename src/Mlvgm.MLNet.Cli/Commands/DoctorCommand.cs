using System.CommandLine;
using Mlvgm.MLNet.Cli.Doctor;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm doctor</c>: what is installed, what loads, and why something does not.</summary>
static class DoctorCommand
{
    public static Command Create()
    {
        var json = CommonOptions.Json();
        var command = new Command("doctor", "Check versions, devices and native libraries, and explain what is wrong.") { json };
        command.SetAction(parsed =>
        {
            var report = DoctorExamination.Run();
            DoctorText.Write(Terminal.For(parsed), report);
            JsonFile.Write(parsed.GetValue(json), report);
            if (report.Healthy) return ExitCode.Success;
            parsed.InvocationConfiguration.Error.WriteLine($"mlvgm: {report.Problems[0]}");
            return ExitCode.Failure;
        });
        return command;
    }
}
