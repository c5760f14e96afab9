using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Mlvgm.Repository.Tests.Architecture.Folders;

/// <summary>Reads the instructions of a method for the types, methods and fields that they name.</summary>
static class Instructions
{
    static readonly Dictionary<ushort, OperandType> Operands = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (ushort)code.Value, code => code.OperandType);

    public static IReadOnlyList<EntityHandle> Tokens(BlobReader code)
    {
        var tokens = new List<EntityHandle>();
        while (code.RemainingBytes > 0)
        {
            ushort opcode = code.ReadByte();
            if (opcode == 0xfe) opcode = (ushort)(opcode << 8 | code.ReadByte());
            var operand = Operands[opcode];
            if (operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineSig or OperandType.InlineTok or OperandType.InlineType)
                tokens.Add((EntityHandle)MetadataTokens.Handle(code.ReadInt32()));
            else
            {
                int length = operand == OperandType.InlineSwitch ? 4 * code.ReadInt32() : Length(operand);
                code.Offset += length;
            }
        }
        return tokens;
    }

    static int Length(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineBrTarget or OperandType.InlineI or OperandType.InlineString or OperandType.ShortInlineR => 4,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => throw new NotSupportedException($"The operand {operand} is not known."),
    };
}
