namespace Mlvgm.MLNet.Settings;

/// <summary>What is wrong with options: everything at once, so that nobody has to mend them one by one.</summary>
/// <example>See <c>examples/ApiTour/OwnSettings.cs</c>.</example>
public sealed class Violations
{
    readonly List<string> _messages = [];

    /// <summary>What is wrong, a sentence each.</summary>
    public IReadOnlyList<string> Messages => _messages;

    /// <summary>Adds a sentence that names the setting, its value, and what it may be; once, however often it is found.</summary>
    public void Add(string message)
    {
        if (!_messages.Contains(message)) _messages.Add(message);
    }

    /// <summary>Adds <paramref name="message"/> where <paramref name="allowed"/> is false.</summary>
    public void Require(bool allowed, string message)
    {
        if (!allowed) Add(message);
    }

    /// <exception cref="SettingsException">Something is wrong.</exception>
    public void ThrowIfAny()
    {
        if (_messages.Count > 0) throw new SettingsException(_messages);
    }
}
