namespace Mlvgm.MLNet.Frameworks.Parts;

/// <summary>How the momentum of a target network develops over a run.</summary>
public enum MomentumSchedule
{
    /// <summary>It stays what it is: the paper (docs/method/frameworks.md#byol).</summary>
    Constant,

    /// <summary>It rises along half a cosine to 1, so that the target comes to rest (Grill et al., 2020).</summary>
    Cosine,
}
