using System.Runtime;

namespace Mlvgm.MLNet.Torch.Native;

/// <summary>
/// Has garbage collected between the steps of a training, not in them: TorchSharp does not keep the numbers of an expression alive while native code reads them, so
/// that a collection which another thread causes may free one under it (docs/method/native-libraries.md#torchsharps-scalars).
/// </summary>
/// <remarks>
/// A no-GC region of .NET is open from step to step, and is renewed between steps, once all steps of this process have ended, when half of it is used. Where the
/// program has a region of its own, or .NET grants none, or others allocate more than it holds within a step, collections come as they always do.
/// </remarks>
static class StepGarbage
{
    /// <summary>Bytes that may be allocated without a collection: some hundred steps' worth.</summary>
    const long Budget = 32L << 20;

    static readonly Lock Gate = new();
    static int _runs;
    static int _steps;
    static bool _open;
    static bool _refused;
    static long _allocated;

    /// <summary>Begins a run of steps, by one thread or more.</summary>
    public static Run Begin()
    {
        lock (Gate) _runs++;
        return new Run();
    }

    /// <summary>Begins a step: until it is disposed, no collection is caused here. Steps may be nested, and taken by several threads.</summary>
    public static Step InStep()
    {
        lock (Gate) _steps++;
        return default;
    }

    static void EndStep()
    {
        lock (Gate)
        {
            // New steps wait while numbers that nobody uses any more are freed.
            if (--_steps == 0 && _runs > 0 && IsDue()) Renew();
        }
    }

    static void EndRun()
    {
        lock (Gate)
        {
            if (--_runs == 0) Close();
        }
    }

    static bool IsDue()
    {
        if (_refused) return false;
        bool inside = GCSettings.LatencyMode == GCLatencyMode.NoGCRegion;
        return inside ? _open && GC.GetTotalAllocatedBytes() - _allocated > Budget / 2 : true;
    }

    static void Renew()
    {
        Close();
        GC.Collect(0, GCCollectionMode.Forced, blocking: true);
        GC.WaitForPendingFinalizers();
        try
        {
            _open = GC.TryStartNoGCRegion(Budget);
            _refused = !_open;
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or InvalidOperationException)
        {
            // The heap is limited to less, or the program has just begun a region of its own.
            _refused = true;
        }
        _allocated = GC.GetTotalAllocatedBytes();
    }

    static void Close()
    {
        if (!_open) return;
        _open = false;
        try
        {
            GC.EndNoGCRegion();
        }
        catch (InvalidOperationException)
        {
            // More was allocated than the region holds, or somebody asked for a collection: it has ended already.
        }
    }

    /// <summary>A run of steps; the region is closed with the last.</summary>
    public sealed class Run : IDisposable
    {
        bool _ended;

        /// <summary>Ends the run.</summary>
        public void Dispose()
        {
            if (_ended) return;
            _ended = true;
            EndRun();
        }
    }

    /// <summary>A step.</summary>
    public readonly struct Step : IDisposable
    {
        /// <summary>Ends the step.</summary>
        public void Dispose() => EndStep();
    }
}
