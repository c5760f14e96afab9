using System.Collections.Concurrent;

namespace Mlvgm.MLNet.Cli.Execution;

/// <summary>
/// Runs tasks on the thread that calls <see cref="RunUntil"/>. Verbs do their work on the program's first thread because glibc serves that one from the heap
/// that <see cref="Mlvgm.MLNet.Torch.Native.NativeHeap"/> lets it keep; other threads' tensors come from pieces of 64 MB, which are given back as soon as
/// they are empty, and a training step takes up to five times as long.
/// </summary>
sealed class MainThread : TaskScheduler, IDisposable
{
    readonly BlockingCollection<Task> _tasks = [];

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs the tasks that are queued, one after another, until <paramref name="whole"/> is done.</summary>
    public void RunUntil(Task whole)
    {
        whole.ContinueWith(_ => _tasks.CompleteAdding(), Default);
        foreach (var task in _tasks.GetConsumingEnumerable()) TryExecuteTask(task);
    }

    /// <summary>Frees the queue.</summary>
    public void Dispose() => _tasks.Dispose();

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;

    /// <inheritdoc/>
    protected override void QueueTask(Task task) => _tasks.Add(task);

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
}
