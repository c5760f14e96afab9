using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Mlvgm.MLNet.Torch.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Training.Feeding;

/// <summary>
/// Has another feed make the next pairs on a thread of its own while the present ones are used. The pairs are the same: what is drawn depends
/// on their position alone.
/// </summary>
sealed class OverlappedPairFeed : IPairFeed
{
    readonly IPairFeed _inner;
    readonly int _threads = get_num_threads();
    readonly BlockingCollection<Made> _made = new(boundedCapacity: 1);
    readonly CancellationTokenSource _stop = new();
    readonly Thread _maker;

    /// <summary>Begins to make the first pairs.</summary>
    public OverlappedPairFeed(IPairFeed inner)
    {
        _inner = inner;
        _maker = new Thread(Make) { IsBackground = true, Name = "views" };
        _maker.Start();
    }

    public PairBatch Next()
    {
        var made = _made.Take();
        made.Failure?.Throw();
        // An alias is in the caller's scope; the tensor that was made on the other thread is in none.
        using var anchors = made.Pairs.Anchors;
        using var positives = made.Pairs.Positives;
        return made.Pairs with { Anchors = anchors.alias(), Positives = positives.alias() };
    }

    /// <summary>Ends the thread, and frees pairs that nobody took.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _maker.Join();
        while (_made.TryTake(out var made)) made.Free();
        _made.Dispose();
        _stop.Dispose();
        _inner.Dispose();
    }

    void Make()
    {
        // OpenMP counts threads for each thread that computes; the default would ignore what the program has set.
        set_num_threads(_threads);
        while (!_stop.IsCancellationRequested)
        {
            var made = MakeOne();
            try
            {
                _made.Add(made, _stop.Token);
            }
            catch (OperationCanceledException)
            {
                made.Free();
            }
            if (made.Failure is not null) return;
        }
    }

    Made MakeOne()
    {
        try
        {
            using var step = StepGarbage.InStep();
            using var scope = NewDisposeScope();
            var pairs = _inner.Next();
            pairs.Anchors.DetachFromDisposeScope();
            pairs.Positives.DetachFromDisposeScope();
            return new Made(pairs, null);
        }
        catch (Exception e)
        {
            return new Made(default, ExceptionDispatchInfo.Capture(e));
        }
    }

    readonly record struct Made(PairBatch Pairs, ExceptionDispatchInfo? Failure)
    {
        public void Free()
        {
            if (Failure is not null) return;
            Pairs.Anchors.Dispose();
            Pairs.Positives.Dispose();
        }
    }
}
