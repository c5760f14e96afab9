using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Consumer;

/// <summary>What a second process, which knows only ML.NET and ONNX Runtime, made of a saved pipeline.</summary>
/// <param name="Outputs">The values of the output column, one row after another.</param>
/// <param name="Assemblies">The assemblies that were loaded in it.</param>
sealed record ConsumerProcess(float[] Outputs, IReadOnlyList<string> Assemblies)
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static async Task<ConsumerProcess> Predict(string modelFile, float[] inputs, string inputColumn, string outputColumn)
    {
        string folder = Directory.CreateTempSubdirectory("mlvgm-consumer-").FullName;
        try
        {
            string inputFile = Path.Combine(folder, "inputs.f32"), outputFile = Path.Combine(folder, "outputs.f32");
            File.WriteAllBytes(inputFile, MemoryMarshal.AsBytes(inputs.AsSpan()));
            string printed = await Run(modelFile, inputFile, outputFile, inputColumn, outputColumn);
            float[] outputs = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(outputFile)).ToArray();
            return new ConsumerProcess(outputs, [.. printed.Split('\n').Select(line => line.Trim())]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<string> Run(params string[] arguments)
    {
        var metadata = typeof(ConsumerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>();
        string app = metadata.Single(attribute => attribute.Key == "ConsumerApp").Value!;
        var start = new ProcessStartInfo("dotnet", [app, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            if (process.ExitCode != 0) throw new InvalidOperationException($"Consumer.App ended with {process.ExitCode}:\n{await errors}");
            return await output;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"Consumer.App did not end within {Limit}.");
        }
    }
}
