namespace Mlvgm.MLNet.Torch.Import;

/// <summary>The files that an import wrote.</summary>
/// <param name="ModelPath">The safetensors file.</param>
/// <param name="CardPath">The JSON file beside it: source, hashes, latents and configuration.</param>
/// <param name="Model">What the model holds.</param>
public sealed record ImportResult(string ModelPath, string CardPath, ImportedModel Model)
{
    /// <summary>The command to go on with.</summary>
    public string NextStep => Model.NextStep.Replace("{0}", ModelPath, StringComparison.Ordinal);
}
