using Mlvgm.MLNet.Cli.Execution;

namespace Mlvgm.MLNet.Cli.Tests;

/// <summary>One run of the command line inside the test process.</summary>
sealed record CliRun(int ExitCode, string Output, string Error)
{
    public static async Task<CliRun> Of(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = await MlvgmCommandLine.RunAsync(args, output, error, cancellationToken: TestContext.Current.CancellationToken);
        return new CliRun(code, output.ToString(), error.ToString());
    }
}
