using EncoderService;

namespace Examples.Tests;

public class EncodingQueueTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Images_that_arrive_while_a_batch_is_computed_go_together_into_the_next_and_each_gets_its_own_features()
    {
        using var gate = new Gate();
        await using var queue = new EncodingQueue(gate.Encode, batchSize: 4, capacity: 10);
        var first = Encode(queue, [1, 1]);
        gate.WaitForBatch();
        var others = Enumerable.Range(2, 6).Select(i => Encode(queue, [i, i])).ToList();
        Assert.Equal(6, queue.Waiting);
        gate.Open();
        float[][] features = await Task.WhenAll([first, .. others]).WaitAsync(Patience);
        Assert.Equal(Enumerable.Range(1, 7).Select(i => $"{2 * i}"), features.Select(vector => string.Join(' ', vector)));
        Assert.Equal([1, 4, 2], gate.Batches);
        Assert.Equal((3, 7), queue.Encoded);
    }

    [Fact]
    public async Task A_full_queue_takes_no_more()
    {
        using var gate = new Gate();
        await using var queue = new EncodingQueue(gate.Encode, batchSize: 4, capacity: 2);
        var computed = Encode(queue, [1, 1]);
        gate.WaitForBatch();
        // A place is taken before the image is there.
        var (second, third) = (queue.TryEnter()!, queue.TryEnter()!);
        Assert.Null(queue.TryEnter());
        third.Dispose();
        third.Dispose();
        var fourth = queue.TryEnter()!;
        Assert.Null(queue.TryEnter());
        gate.Open();
        float[][] features = await Task.WhenAll(computed, fourth.EncodeAsync([4, 4]), second.EncodeAsync([2, 2])).WaitAsync(Patience);
        Assert.Equal([2f, 8f, 4f], features.Select(vector => vector[0]));
        Assert.Equal(0, queue.Waiting);
    }

    [Fact]
    public async Task An_error_goes_to_those_of_the_batch_and_the_queue_goes_on()
    {
        int calls = 0;
        await using var queue = new EncodingQueue(
            (images, count) => ++calls == 1 ? throw new InvalidOperationException("first") : [.. images], batchSize: 1, capacity: 4);
        var (first, second) = (Encode(queue, [1]), Encode(queue, [2]));
        await Assert.ThrowsAsync<InvalidOperationException>(() => first.WaitAsync(Patience));
        float[] features = await second.WaitAsync(Patience);
        Assert.Equal([2f], features);
    }

    [Fact]
    public async Task An_image_whose_client_has_gone_is_not_computed()
    {
        using var gate = new Gate();
        using var gone = new CancellationTokenSource();
        await using var queue = new EncodingQueue(gate.Encode, batchSize: 4, capacity: 10);
        var first = Encode(queue, [1, 1]);
        gate.WaitForBatch();
        var (second, third) = (queue.TryEnter()!.EncodeAsync([2, 2], gone.Token), Encode(queue, [3, 3]));
        await gone.CancelAsync();
        gate.Open();
        await Assert.ThrowsAsync<TaskCanceledException>(() => second.WaitAsync(Patience));
        Assert.Equal([2f, 6f], (await Task.WhenAll(first, third).WaitAsync(Patience)).Select(vector => vector[0]));
        Assert.Equal([1, 1], gate.Batches);
    }

    static Task<float[]> Encode(EncodingQueue queue, float[] pixels) => queue.TryEnter()!.EncodeAsync(pixels);

    /// <summary>Sums the two pixels of each image, once it is opened.</summary>
    sealed class Gate : IDisposable
    {
        readonly ManualResetEventSlim _open = new();
        readonly SemaphoreSlim _begun = new(0);

        public List<int> Batches { get; } = [];

        public float[] Encode(float[] images, int count)
        {
            Batches.Add(count);
            _begun.Release();
            Assert.True(_open.Wait(Patience));
            return [.. images.Chunk(2).Select(image => image.Sum())];
        }

        public void WaitForBatch() => Assert.True(_begun.Wait(Patience));

        public void Open() => _open.Set();

        public void Dispose()
        {
            _open.Dispose();
            _begun.Dispose();
        }
    }
}
