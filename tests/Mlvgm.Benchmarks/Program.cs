// Benchmarks of Mlvgm.MLNet. Each prints a Markdown table; the committed ones are under docs/results.
//
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- step     trainer step against bare TorchSharp, and the share of generation
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- views    views per second, as rows and as tensors
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- probe    Quickstart with seeds 1, 2, 3: accuracy, mean and standard error
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- pictures DIR    the pictures of docs/generators, of random weights

using BenchmarkDotNet.Running;
using Mlvgm.Benchmarks;

switch (args.FirstOrDefault())
{
    case "step":
        StepTime.Run(Console.Out);
        return 0;
    case "views":
        BenchmarkRunner.Run<ViewThroughput>();
        return 0;
    case "probe":
        ProbeAccuracy.Run(Console.Out, [1, 2, 3]);
        return 0;
    case "pictures" when args.Length == 2:
        LatentPictures.Run(args[1]);
        return 0;
    default:
        Console.Error.WriteLine("Usage: Mlvgm.Benchmarks step|views|probe|pictures DIR");
        return 2;
}
