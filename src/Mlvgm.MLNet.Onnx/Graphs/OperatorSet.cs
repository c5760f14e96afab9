namespace Mlvgm.MLNet.Onnx.Graphs;

/// <summary>The version of ONNX's operators that a model is written in.</summary>
static class OperatorSet
{
    // Of OperatorSetIdProto.
    const int DomainField = 1, VersionField = 2;

    /// <param name="set">One of the model's operator sets, as its file has it.</param>
    /// <param name="oldest">The oldest version that will do.</param>
    /// <param name="what">What needs it.</param>
    /// <exception cref="InvalidDataException">It is older; the message does not name the file.</exception>
    public static void Require(ReadOnlyMemory<byte> set, long oldest, string what)
    {
        (string domain, long version) = ("", 0);
        foreach (var field in ProtoField.Of(set))
        {
            if (field is { Number: DomainField, HasLength: true }) domain = field.Text;
            else if (field.Number == VersionField) version = field.Integers.Last();
        }
        if (domain is "" or "ai.onnx" && version < oldest)
            throw new InvalidDataException($"its operators are of version {version}, and {what} need {oldest}: export it anew, or convert it (onnx.version_converter)");
    }
}
