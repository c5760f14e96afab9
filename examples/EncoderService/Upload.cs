using System.Buffers;

namespace EncoderService;

/// <summary>What a client has sent so far. It takes memory as bytes arrive, not as the client announces, and never more than the budget has.</summary>
sealed class Upload(MemoryBudget budget) : IDisposable
{
    const int FirstChunk = 16 << 10, Chunk = 64 << 10;

    readonly List<IDisposable> _leases = [];
    readonly List<(byte[] Bytes, int Count)> _chunks = [];

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="BadHttpRequestException">All memory for uploads is taken: 503.</exception>
    public async Task ReadAsync(Stream body, CancellationToken cancellation)
    {
        for (bool ended = false; !ended;)
        {
            int size = _chunks.Count == 0 ? FirstChunk : Chunk;
            _leases.Add(budget.TryTake(size)
                ?? throw new BadHttpRequestException("Too much is being uploaded. Try again.", StatusCodes.Status503ServiceUnavailable));
            byte[] bytes = ArrayPool<byte>.Shared.Rent(size);
            _chunks.Add((bytes, 0));
            int count = await body.ReadAtLeastAsync(bytes.AsMemory(0, size), size, throwOnEndOfStream: false, cancellation);
            _chunks[^1] = (bytes, count);
            ended = count < size;
        }
    }

    /// <summary>The bytes in one piece.</summary>
    public byte[] ToBytes()
    {
        byte[] whole = new byte[_chunks.Sum(chunk => chunk.Count)];
        int offset = 0;
        foreach (var (bytes, count) in _chunks)
        {
            bytes.AsSpan(0, count).CopyTo(whole.AsSpan(offset));
            offset += count;
        }
        ReturnChunks();
        return whole;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        ReturnChunks();
        _leases.ForEach(lease => lease.Dispose());
        _leases.Clear();
    }

    void ReturnChunks()
    {
        _chunks.ForEach(chunk => ArrayPool<byte>.Shared.Return(chunk.Bytes));
        _chunks.Clear();
    }
}
