namespace Mlvgm.MLNet.Training.Sources;

/// <summary>Rows of images, one after another.</summary>
interface IImageRows : IDisposable
{
    /// <summary>Moves to the next row and copies it to place <paramref name="row"/> of a batch [column, row, channels, height, width]; false at the end.</summary>
    /// <exception cref="InvalidOperationException">The row has another length than the image.</exception>
    /// <exception cref="InvalidDataException">It has a pixel that is no number or outside its range, or its file does not decode; the message names it.</exception>
    bool Read(float[] buffer, int row, int batchSize);
}
