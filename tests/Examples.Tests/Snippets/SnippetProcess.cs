using System.Diagnostics;

namespace Examples.Tests.Snippets;

/// <summary>Runs a compiled program in a process of its own, with the libraries of these tests.</summary>
static class SnippetProcess
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs it in <paramref name="folder"/> and returns its exit code with all that it wrote.</summary>
    public static async Task<(int ExitCode, string Output)> Run(string assembly, string folder)
    {
        string own = typeof(SnippetProcess).Assembly.Location;
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                "exec", "--runtimeconfig", Path.ChangeExtension(own, ".runtimeconfig.json"), "--depsfile", Path.ChangeExtension(own, ".deps.json"), assembly,
            },
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token), errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{Path.GetFileName(assembly)} did not end.");
        }
    }
}
