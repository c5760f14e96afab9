using System.Numerics;
using Mlvgm.MLNet.WeightFiles.Tensors;
using Mlvgm.MLNet.WeightFiles.Text;

namespace Mlvgm.MLNet.WeightFiles.Pickle;

/// <summary>Converts values that a file should hold, and says what it holds instead.</summary>
static class PickledValue
{
    /// <summary>The value as <typeparamref name="T"/>.</summary>
    /// <exception cref="InvalidDataException">It is something else; the message calls it <paramref name="what"/>.</exception>
    public static T As<T>(object? value, string what) => value switch
    {
        T exact => exact,
        long number when typeof(T) == typeof(double) => (T)(object)(double)number,
        _ => throw new InvalidDataException($"{what} is {Kind(value)}; expected {Kind(typeof(T))}."),
    };

    static string Kind(object? value) => value switch
    {
        null => "None",
        PickledObject or PickledGlobal => $"'{Printable.Of($"{value}")}'",
        _ => Kind(value.GetType()),
    };

    static string Kind(Type type) => Kinds.GetValueOrDefault(type, type.Name);

    static readonly Dictionary<Type, string> Kinds = new()
    {
        [typeof(string)] = "text",
        [typeof(bool)] = "a truth value",
        [typeof(long)] = "an integer",
        [typeof(BigInteger)] = "a large integer",
        [typeof(double)] = "a number",
        [typeof(Complex)] = "a complex number",
        [typeof(PickledDictionary)] = "a dictionary",
        [typeof(PickledList)] = "a list",
        [typeof(PickledTuple)] = "a tuple",
        [typeof(PickledBytes)] = "bytes",
        [typeof(PickledObject)] = "an object",
        [typeof(PickledGlobal)] = "a class",
        [typeof(WeightTensor)] = "a tensor",
        [typeof(Tensors.TensorStorage)] = "a storage",
    };
}
