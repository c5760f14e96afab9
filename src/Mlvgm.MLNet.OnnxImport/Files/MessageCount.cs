using Google.Protobuf;

namespace Mlvgm.MLNet.OnnxImport.Files;

/// <summary>How many parts a model has, before any becomes an object: two bytes of a hostile file would be an object of a hundred.</summary>
static class MessageCount
{
    const int Graph = 7, Node = 1;
    static readonly int[] Holders = [Graph, Node];

    /// <summary>Fields of the model, of its graph, and of its nodes; at most <paramref name="most"/>.</summary>
    /// <exception cref="InvalidProtocolBufferException">It is no such message.</exception>
    public static int Of(byte[] model, int most)
    {
        int count = 0;
        Count(new CodedInputStream(model), level: 0, most, ref count);
        return count;
    }

    static void Count(CodedInputStream fields, int level, int most, ref int count)
    {
        while (count < most && fields.ReadTag() is var tag and not 0)
        {
            count++;
            bool holds = level < Holders.Length && WireFormat.GetTagFieldNumber(tag) == Holders[level];
            if (!holds || WireFormat.GetTagWireType(tag) != WireFormat.WireType.LengthDelimited) fields.SkipLastField();
            else Count(fields.ReadBytes().CreateCodedInput(), level + 1, most, ref count);
        }
    }
}
