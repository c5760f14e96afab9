using Mlvgm.MLNet.Cli.Execution;

namespace Mlvgm.MLNet.Cli.Tests.Execution;

public class MainThreadTests
{
    [Fact]
    public void Tasks_run_on_the_thread_that_waits_and_what_they_start_in_the_thread_pool()
    {
        using var main = new MainThread();
        int own = Environment.CurrentManagedThreadId;
        TaskScheduler? seen = null;
        var ran = new List<int>();
        var whole = Task.Run(async () =>
        {
            for (int i = 0; i < 3; i++)
            {
                await Task.Factory.StartNew(
                    () =>
                    {
                        ran.Add(Environment.CurrentManagedThreadId);
                        seen = TaskScheduler.Current;
                    },
                    CancellationToken.None, TaskCreationOptions.HideScheduler, main);
            }
        }, TestContext.Current.CancellationToken);
        main.RunUntil(whole);
        Assert.Equal([own, own, own], ran);
        Assert.Same(TaskScheduler.Default, seen);
    }

    [Fact]
    public void A_whole_that_fails_ends_the_wait()
    {
        using var main = new MainThread();
        var whole = Task.Run(() => throw new InvalidOperationException("failed"), TestContext.Current.CancellationToken);
        main.RunUntil(whole);
        Assert.True(whole.IsFaulted);
    }
}
