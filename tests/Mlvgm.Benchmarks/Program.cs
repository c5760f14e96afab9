// Benchmarks of Mlvgm.MLNet. Each prints a Markdown table; the committed ones are under docs/results.
//
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- step     trainer step against bare TorchSharp, and the share of generation
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- layouts  the step with channels innermost against plain strides
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- pytorch  the step against Python's PyTorch (apt-get install python3-torch)
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- heap     the step in processes that keep freed memory
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- overlap  pairs made beside the step, and before it
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- memory [CSV [STEPS [FRAMEWORK...]]]    resident memory over 10,000 steps of every framework
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- prediction-memory CSV    the same over 100,000 predictions
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- service-memory CSV    the same over 100,000 requests to the EncoderService
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- paths    an epoch by generator, by JPEG files and by the decoded store
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- folder-memory CSV [DIR]    train --images on 200,000 files and on large ones: memory, first step
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- folder-speed CSV [ROUNDS]    the same against torchvision and PyTorch's loader (python3-torchvision)
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- views    views per second, as rows and as tensors
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- augment  all of T_x beside a training step
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- probe    Quickstart with seeds 1, 2, 3: accuracy, mean and standard error
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- embedding    10,000 images: batched, by ONNX Runtime itself, by ApplyOnnxModel
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- onnx-import [DIR]    networks of torchvision and ML.NET as modules
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- probe-fit    settings of L-BFGS on 50,000 x 512 features
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- service  requests per second of the EncoderService, with and without batches
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- service-load    512 clients of the EncoderService for a minute, slow and broken ones among them
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- killed CSV [KILLS [VERB...]]    every verb that goes on, killed at random moments
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- surroundings CSV [VERB...]    verbs on a full disk, without rights, in other cultures (root on Linux)
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- pictures DIR    the pictures of docs/generators, of random weights
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- bigbigan [keep]    128 pixels on the CPU against a straightforward formulation
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- stylegan2    512 pixels on the CPU against a straightforward formulation
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- stylegan2-memory    its peak memory
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- stylegan2-pieces    memory and time of micro-batching
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- montecarlo    100,000 Monte Carlo samples of walkers of every size
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- latents DIR   every latent of the shipped generator, seeds 1, 2, 3
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- ratios DIR [RATIO...]    the same at ratios of the learning rates, seed 1
//   dotnet run --project tests/Mlvgm.Benchmarks -c Release -- analytic DIR  estimates of mutual information against a closed form
//
// The last three write Markdown and JSON to DIR (runs/results when it is left out); latents and ratios keep their state in DIR/runs and go on
// from there when they are started again.

using BenchmarkDotNet.Running;
using Mlvgm.Benchmarks;
using Mlvgm.Benchmarks.BigBiGan;
using Mlvgm.Benchmarks.Endurance;
using Mlvgm.Benchmarks.Evaluation;
using Mlvgm.Benchmarks.Folders;
using Mlvgm.Benchmarks.Measurement;
using Mlvgm.Benchmarks.OnnxNetworks;
using Mlvgm.Benchmarks.StyleGan2;
using Mlvgm.Benchmarks.Training;
using Mlvgm.MLNet.Torch.Native;

// As the command and the examples do; those that measure memory decide for themselves.
string[] training = ["step", "layouts", "pytorch", "overlap", "memory", TrainingMemory.ChildVerb, "paths", "augment", FolderSpeed.ChildVerb, "montecarlo", "latents", "ratios", "analytic"];
if (training.Contains(args.FirstOrDefault())) NativeHeap.TryKeepFreedMemory();

switch (args.FirstOrDefault())
{
    case "step":
        StepTime.Run(Console.Out);
        return 0;
    case "layouts":
        LayoutTime.Run(Console.Out, StepShape.Chosen(args.Skip(1)));
        return 0;
    case "pytorch":
        PyTorchTime.Run(Console.Out, "tests/Mlvgm.Benchmarks/python/train_step.py", StepShape.Chosen(args.Skip(1)));
        return 0;
    case "heap":
        HeapTime.Run(Console.Out);
        return 0;
    case HeapTime.ChildVerb:
        HeapTime.RunChild(args[1], args[2]);
        return 0;
    case "overlap":
        OverlapTime.Run(Console.Out);
        return 0;
    case "memory":
        TrainingMemory.Run(
            Console.Out, args.ElementAtOrDefault(1) ?? "memory.csv", args.Length > 2 ? int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture) : 10_000,
            [.. args.Skip(3)]);
        return 0;
    case TrainingMemory.ChildVerb:
        TrainingMemory.RunChild(args[1], args[2], int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    case "paths":
        DataPaths.Run(Console.Out);
        return 0;
    case "folder-memory" when args.Length > 1:
        FolderMemory.Run(Console.Out, args[1], args.ElementAtOrDefault(2) ?? Path.GetTempPath());
        return 0;
    case "folder-speed" when args.Length > 1:
        FolderSpeed.Run(
            Console.Out, args[1], "tests/Mlvgm.Benchmarks/python/train_folder.py",
            args.Length > 2 ? int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture) : 5);
        return 0;
    case FolderSpeed.ChildVerb:
        FolderSpeed.RunChild(args[1], args[2..]);
        return 0;
    case "views":
        BenchmarkRunner.Run<ViewThroughput>();
        return 0;
    case "augment":
        AugmentationCost.Run(Console.Out);
        return 0;
    case "probe":
        ProbeAccuracy.Run(Console.Out, [1, 2, 3]);
        return 0;
    case "embedding":
        EmbeddingTime.Run(Console.Out);
        return 0;
    case "onnx-import":
        OnnxImportTable.Run(Console.Out, "tests/Mlvgm.Benchmarks/python/export_networks.py", args.ElementAtOrDefault(1));
        return 0;
    case "probe-fit":
        ProbeFitTime.Run(Console.Out);
        return 0;
    case "service":
        await ServiceLoad.RunAsync(Console.Out);
        return 0;
    case "service-load":
        await ServiceSoak.RunAsync(Console.Out);
        return 0;
    case "prediction-memory" when args.Length == 2:
        PredictionMemory.Run(Console.Out, args[1]);
        return 0;
    case PredictionMemory.ChildVerb:
        PredictionMemory.RunChild(args[1]);
        return 0;
    case "service-memory" when args.Length == 2:
        await ServiceMemory.RunAsync(Console.Out, args[1]);
        return 0;
    case "killed" when args.Length > 1:
        KilledRuns.Run(
            Console.Out, args[1], args.Length > 2 ? int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture) : 100, [.. args.Skip(3)]);
        return 0;
    case "surroundings" when args.Length > 1:
        Surroundings.Run(Console.Out, args[1], [.. args.Skip(2)]);
        return 0;
    case CultureConfiguration.ChildVerb:
        CultureConfiguration.Say();
        return 0;
    case "pictures" when args.Length == 2:
        LatentPictures.Run(args[1]);
        return 0;
    case "bigbigan":
        BigBiGanSpeed.Compare(Console.Out, rounds: 9, keepMemory: args.Contains("keep"));
        return 0;
    case BigBiGanSpeed.MemoryVerb:
        BigBiGanSpeed.ReportMemory(args[1], args[2], args[3], args[4]);
        return 0;
    case "stylegan2":
        StyleGan2Speed.Compare(Console.Out, rounds: 7, keepMemory: !args.Contains("--give-back-memory"));
        return 0;
    case "stylegan2-memory":
        StyleGan2Speed.CompareMemory(Console.Out);
        return 0;
    case "stylegan2-pieces":
        StyleGan2Speed.Pieces(Console.Out, rounds: 3);
        return 0;
    case "stylegan2-memory-of":
        StyleGan2Speed.ReportMemory(args[1], args[2], args[3]);
        return 0;
    case "montecarlo":
        MonteCarloTime.Run(Console.Out);
        return 0;
    case "latents":
        LatentTable.Run(Console.Out, ResultFiles.Folder(args), [1, 2, 3]);
        return 0;
    case "ratios":
        RatioTable.Run(Console.Out, ResultFiles.Folder(args), seed: 1, args.Length < 3
            ? RatioTable.Ratios
            : [.. args.Skip(2).Select(ratio => double.Parse(ratio, System.Globalization.CultureInfo.InvariantCulture))]);
        return 0;
    case "analytic":
        AnalyticTable.Run(Console.Out, ResultFiles.Folder(args));
        return 0;
    default:
        Console.Error.WriteLine(
            "Usage: Mlvgm.Benchmarks step|layouts|pytorch|heap|overlap|memory|paths|folder-memory CSV|folder-speed CSV|views|augment|probe|embedding|onnx-import|probe-fit|service|service-load"
            + "|prediction-memory CSV|service-memory CSV|killed CSV|surroundings CSV|pictures DIR|bigbigan|stylegan2|stylegan2-memory|stylegan2-pieces"
            + "|montecarlo|latents|ratios|analytic");
        return 2;
}
