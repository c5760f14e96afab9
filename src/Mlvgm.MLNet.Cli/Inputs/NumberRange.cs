namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary>Bounds of numeric options.</summary>
static class NumberRange
{
    /// <summary>Returns <paramref name="value"/>.</summary>
    /// <exception cref="ArgumentException">It lies outside the bounds; the message names the option.</exception>
    public static int Check(string option, int value, int minimum, int maximum) => value >= minimum && value <= maximum
        ? value
        : throw new ArgumentException($"{option} is {value}; it lies in {minimum} .. {maximum}.");
}
