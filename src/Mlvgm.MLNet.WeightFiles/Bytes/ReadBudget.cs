namespace Mlvgm.MLNet.WeightFiles.Bytes;

/// <summary>
/// How much memory the description of a file's contents may take: names, containers, text. Charged before anything is allocated, so that
/// a small file cannot unfold into a large one. The tensors themselves are counted by <see cref="Claim"/>.
/// </summary>
/// <param name="fileLength">The bytes of the file.</param>
sealed class ReadBudget(long fileLength)
{
    const long Allowance = 16 << 20;
    const long TensorAllowance = 16 << 20;
    const long TotalTensorAllowance = 32 << 20;
    const int TotalTensorFactor = 16;

    long _left = Allowance + 2 * fileLength;
    long _tensorsLeft = TotalTensorAllowance + TotalTensorFactor * fileLength;
    bool _inside;

    /// <summary>Takes <paramref name="bytes"/> from what is left of 16 MiB plus twice the file.</summary>
    /// <exception cref="InvalidDataException">So much is not left.</exception>
    public void Charge(long bytes)
    {
        if (bytes > _left)
            throw new InvalidDataException($"what it describes would take more memory than its {fileLength} bytes justify.");
        _left -= bytes;
    }

    /// <summary>Checks the size of a tensor: at most 16 MiB more than the file, and all together 32 MiB and 16 times the file.</summary>
    /// <exception cref="InvalidDataException">It is larger.</exception>
    public void Claim(long tensorBytes)
    {
        if (tensorBytes > TensorAllowance + fileLength || tensorBytes > _tensorsLeft)
            throw new InvalidDataException($"a tensor of {tensorBytes} bytes is more than its {fileLength} bytes justify.");
        _tensorsLeft -= tensorBytes;
    }

    /// <summary>Runs <paramref name="read"/> on a file that lies inside the file; that one may hold no further file.</summary>
    /// <exception cref="InvalidDataException">A file is being read that lies inside another already.</exception>
    public T Inside<T>(Func<T> read)
    {
        if (_inside) throw new InvalidDataException("a file inside another holds a further file.");
        _inside = true;
        try
        {
            return read();
        }
        finally
        {
            _inside = false;
        }
    }
}
