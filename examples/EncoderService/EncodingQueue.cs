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
    readonly int _capacity;
    readonly Channel<Request> _requests = Channel.CreateUnbounded<Request>(new UnboundedChannelOptions { SingleReader = true });
    readonly Task _worker;
    int _waiting;
    long _batches;
    long _images;

    sealed record Request(Place Place, float[] Pixels, TaskCompletionSource<float[]> Features, CancellationToken Cancellation);

    /// <summary>Starts the worker.</summary>
    /// <param name="encode">Computes features: all images of a batch, one after another, and their number; gives their features in the same order.</param>
    /// <param name="batchSize">Images in a batch, at most.</param>
    /// <param name="capacity">Images that may wait.</param>
    public EncodingQueue(Func<float[], int, float[]> encode, int batchSize, int capacity)
    {
        ArgumentNullException.ThrowIfNull(encode);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (_encode, _batchSize, _capacity) = (encode, batchSize, capacity);
        _worker = Task.Run(Work);
    }

    /// <summary>Places that are taken by images of which no batch has begun.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Batches and images that were encoded.</summary>
    public (long Batches, long Images) Encoded => (Interlocked.Read(ref _batches), Interlocked.Read(ref _images));

    /// <summary>Takes a place, before anything costly is done for the image; null where all are taken.</summary>
    public Place? TryEnter()
    {
        if (Interlocked.Increment(ref _waiting) <= _capacity) return new Place(this);
        Interlocked.Decrement(ref _waiting);
        return null;
    }

    /// <summary>Encodes what is waiting, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _requests.Writer.TryComplete();
        await _worker;
    }

    async Task Work()
    {
        while (await _requests.Reader.WaitToReadAsync())
        {
            var batch = new List<Request>();
            while (batch.Count < _batchSize && _requests.Reader.TryRead(out var request))
            {
                request.Place.Dispose();
                // Nobody waits any more for the features of a client that has gone.
                if (request.Cancellation.IsCancellationRequested) request.Features.TrySetCanceled(request.Cancellation);
                else batch.Add(request);
            }
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

    /// <summary>A place among those who wait; left when the image's batch begins, or when it is disposed.</summary>
    public sealed class Place : IDisposable
    {
        readonly EncodingQueue _queue;
        int _left;

        internal Place(EncodingQueue queue) => _queue = queue;

        /// <summary>Puts the image into its place.</summary>
        /// <returns>Its features, once they are computed.</returns>
        public Task<float[]> EncodeAsync(float[] pixels, CancellationToken cancellation = default)
        {
            // Whoever waits is not to go on on the worker's thread.
            var features = new TaskCompletionSource<float[]>(TaskCreationOptions.RunContinuationsAsynchronously);
            ObjectDisposedException.ThrowIf(!_queue._requests.Writer.TryWrite(new Request(this, pixels, features, cancellation)), _queue);
            return features.Task;
        }

        /// <summary>Leaves the place.</summary>
        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0) Interlocked.Decrement(ref _queue._waiting);
        }
    }
}
