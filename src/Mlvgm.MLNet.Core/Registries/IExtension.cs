namespace Mlvgm.MLNet.Registries;

/// <summary>
/// What an assembly adds to the registries: frameworks, backbones, augmentations, generators, perturbations, monitors. <c>mlvgm --extension FILE</c> makes one
/// of every such class of the assembly, which needs a constructor without parameters, and calls it before it reads the command line.
/// </summary>
/// <example>See <c>examples/BringYourOwn/OwnExtension.cs</c>.</example>
public interface IExtension
{
    /// <summary>Registers everything; called once in a process.</summary>
    void Register();
}
