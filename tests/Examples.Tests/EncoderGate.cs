namespace Examples.Tests;

/// <summary>In place of an encoder: gives a feature for each image, once it is opened.</summary>
sealed class EncoderGate : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly ManualResetEventSlim _open = new();
    readonly SemaphoreSlim _begun = new(0);

    public float[] Encode(float[] images, int count)
    {
        _begun.Release();
        _open.Wait(Patience);
        return new float[count];
    }

    /// <summary>Waits until a batch has begun.</summary>
    public async Task Begun() => Assert.True(await _begun.WaitAsync(Patience));

    public void Open() => _open.Set();

    public void Dispose()
    {
        _open.Dispose();
        _begun.Dispose();
    }
}
