using Mlvgm.MLNet.Evaluation.Transfer;
using Mlvgm.MLNet.Experiments.Storage;

namespace Mlvgm.MLNet.Experiments.Transfers;

/// <summary>The finished cells of a transfer table, a JSON file each.</summary>
/// <param name="folder">The table's folder.</param>
sealed class TransferStore(string folder)
{
    /// <summary>The cell, if it is finished.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public TransferCell? Find(TransferKey key) => CellFile.Find<TransferCell>(PathOf(key));

    /// <summary>Keeps and returns a finished cell.</summary>
    public TransferCell Write(TransferKey key, TransferCell cell)
    {
        CellFile.Write(PathOf(key), cell);
        return cell;
    }

    string PathOf(TransferKey key) => Path.Combine(folder, "cells", key.Stem + ".json");
}
