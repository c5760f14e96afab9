namespace Mlvgm.MLNet.Onnx;

/// <summary>What of a card decides pixels, as a text that stands in saved pipelines.</summary>
static class EncoderRule
{
    const char Between = ';', Is = '=';

    static volatile Tuple<string, EncoderCard>? _last;

    /// <summary>The text, which has neither quotes nor line breaks.</summary>
    public static string TextOf(EncoderCard card)
    {
        var rule = card with
        {
            Name = "",
            Licence = null,
            Training = null,
            Weights = null,
        };
        return string.Join(Between, rule.ToMetadata().Select(entry => $"{entry.Key}{Is}{entry.Value}"));
    }

    /// <summary>The card of a text; it has no name.</summary>
    /// <exception cref="InvalidDataException">It is no such text.</exception>
    public static EncoderCard Read(string text)
    {
        // A pipeline has one rule for all of its rows.
        if (_last is { } last && last.Item1 == text) return last.Item2;
        var metadata = new Dictionary<string, string>();
        foreach (string entry in text.Split(Between))
        {
            if (entry.Split(Is, 2) is not [var key, var value] || !metadata.TryAdd(key, value)) throw new InvalidDataException($"'{text}' is no rule of an encoder's pixels.");
        }
        var card = EncoderCardMetadata.Read(metadata, "a saved pipeline");
        _last = Tuple.Create(text, card);
        return card;
    }
}
