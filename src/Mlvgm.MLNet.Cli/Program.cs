using Mlvgm.MLNet.Cli;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Torch.Native;

// Training and measuring take the same memory in every step: keeping it makes steps on a CPU faster (docs/results/training-speed.md).
NativeHeap.TryKeepFreedMemory();
Console.SetOut(new StandardWriter(Console.Out));
Console.SetError(new StandardWriter(Console.Error));
using var mainThread = new MainThread();
var run = Task.Run(() => MlvgmCommandLine.RunAsync(args, Console.Out, Console.Error, mainThread, listens: true));
mainThread.RunUntil(run);
return run.GetAwaiter().GetResult();
