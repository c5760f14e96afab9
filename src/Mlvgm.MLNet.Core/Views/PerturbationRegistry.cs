using Mlvgm.MLNet.Registries;

namespace Mlvgm.MLNet.Views;

/// <summary>The kinds of perturbation by their words. A new one is a class, and <see cref="Register"/> with its kind.</summary>
/// <example>See <c>examples/ApiTour/ShiftPerturbation.cs</c>.</example>
public static class PerturbationRegistry
{
    static PerturbationRegistry()
    {
        Register(NoPerturbation.Kind);
        Register(RandomPerturbation.Kind);
        Register(ResamplePerturbation.Kind);
        Register(LearnedPerturbation.Kind);
    }

    /// <summary>Every kind.</summary>
    public static Registry<PerturbationKind> All { get; } = new("perturbation");

    /// <summary>Adds a kind, so that strategies can be read and written with its word.</summary>
    /// <exception cref="ArgumentException">The word is taken, or is no name.</exception>
    public static void Register(PerturbationKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        All.Register(kind.Word, kind);
    }

    /// <summary>The kind of a perturbation; null where its class is not registered.</summary>
    public static PerturbationKind? KindOf(Perturbation perturbation)
    {
        ArgumentNullException.ThrowIfNull(perturbation);
        return All.TryFind(perturbation.Name, out var kind) && kind.Type == perturbation.GetType() ? kind : null;
    }
}
