using System.Threading.Channels;

namespace EncoderService;

/// <summary>
/// Encodes images that come one by one in batches: while one batch is computed, those that arrive wait, and go together into the next. Nobody waits
/// for a batch to fill.
/// </summary>
public sealed class EncodingQueue : IAsyncDisposable
{
    readonly Func<float[], int, float[]> _encode;
    readonly int _batchSize;
    readonly Channel<Request> _waiting;
    readonly Task _worker;
    long _batches;
    long _images;

    sealed record Request(float[] Pixels, TaskCompletionSource<float[]> Features);

    /// <summary>Starts the worker.</summary>
    /// <param name="encode">Computes features: all images of a batch, one after another, and their number; gives their features in the same order.</param>
    /// <param name="batchSize">Images in a batch, at most.</param>
    /// <param name="capacity">Images that may wait.</param>
    public EncodingQueue(Func<float[], int, float[]> encode, int batchSize, int capacity)
    {
        ArgumentNullException.ThrowIfNull(encode);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (_encode, _batchSize) = (encode, batchSize);
        _waiting = Channel.CreateBounded<Request>(new BoundedChannelOptions(capacity) { SingleReader = true });
        _worker = Task.Run(Work);
    }

    /// <summary>Images that wait.</summary>
    public int Waiting => _waiting.Reader.Count;

    /// <summary>Batches and images that were encoded.</summary>
    public (long Batches, long Images) Encoded => (Interlocked.Read(ref _batches), Interlocked.Read(ref _images));

    /// <summary>Puts an image into the queue.</summary>
    /// <returns>Its features, once they are computed; null at once where the queue is full.</returns>
    public Task<float[]>? TryEncode(float[] pixels)
    {
        // Whoever waits is not to go on on the worker's thread.
        var features = new TaskCompletionSource<float[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _waiting.Writer.TryWrite(new Request(pixels, features)) ? features.Task : null;
    }

    /// <summary>Encodes what is waiting, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _worker;
    }

    async Task Work()
    {
        while (await _waiting.Reader.WaitToReadAsync())
        {
            var batch = new List<Request>();
            while (batch.Count < _batchSize && _waiting.Reader.TryRead(out var request)) batch.Add(request);
            if (batch.Count > 0) Encode(batch);
        }
    }

    void Encode(List<Request> batch)
    {
        try
        {
            float[] features = _encode([.. batch.SelectMany(request => request.Pixels)], batch.Count);
            Interlocked.Increment(ref _batches);
            Interlocked.Add(ref _images, batch.Count);
            int width = features.Length / batch.Count;
            for (int i = 0; i < batch.Count; i++) batch[i].Features.SetResult(features[(i * width)..((i + 1) * width)]);
        }
        catch (Exception e)
        {
            foreach (var request in batch) request.Features.TrySetException(e);
        }
    }
}
