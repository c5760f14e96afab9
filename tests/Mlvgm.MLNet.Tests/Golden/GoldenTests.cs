using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Golden;

/// <summary>
/// Results that stay bit for bit at equal seeds whatever is rebuilt. Alone and on one thread: the number of threads is the process's, and a sum's last bits
/// follow from it.
/// </summary>
[Collection<GoldenCollection>]
public abstract class GoldenTests : IDisposable
{
    readonly int _threads = get_num_threads();

    protected GoldenTests(GoldenRecord golden)
    {
        Golden = golden;
        set_num_threads(1);
    }

    protected GoldenRecord Golden { get; }

    public virtual void Dispose()
    {
        set_num_threads(_threads);
        GC.SuppressFinalize(this);
    }
}
