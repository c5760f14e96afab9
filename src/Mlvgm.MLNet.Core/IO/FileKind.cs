namespace Mlvgm.MLNet.IO;

/// <summary>What stands under a path, links followed.</summary>
enum FileKind
{
    /// <summary>Nothing, or a link that leads nowhere.</summary>
    Missing,

    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A pipe: opening it waits for a writer.</summary>
    Pipe,

    /// <summary>A socket.</summary>
    Socket,

    /// <summary>A device, which may never end.</summary>
    Device,
}
