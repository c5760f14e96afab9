using System.Text;

namespace Mlvgm.MLNet.Cli.Execution;

/// <summary>
/// The program's output. When the terminal is gone, writing to it fails; a run that is stopping because of just that, or goes on under nohup, is not to fail
/// with it.
/// </summary>
sealed class StandardWriter(TextWriter inner) : TextWriter
{
    bool _gone;

    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Try(() => inner.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(() => inner.Write(value));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    /// <inheritdoc/>
    public override void Flush() => Try(inner.Flush);

    void Try(Action write)
    {
        if (_gone) return;
        try
        {
            write();
        }
        catch (IOException)
        {
            _gone = true;
        }
    }
}
