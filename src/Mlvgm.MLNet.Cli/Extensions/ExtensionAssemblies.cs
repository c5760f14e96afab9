using System.Reflection;
using System.Runtime.Loader;
using Mlvgm.MLNet.Registries;

namespace Mlvgm.MLNet.Cli.Extensions;

/// <summary>The assemblies that <c>--extension</c> names. Their code runs: the user says so by naming them.</summary>
static class ExtensionAssemblies
{
    /// <summary>The option, which may stand anywhere on the command line.</summary>
    public const string OptionName = "--extension";

    static readonly HashSet<string> Loaded = new(StringComparer.Ordinal);

    /// <summary>Takes the extensions off a command line and registers what they bring, since names of options and help depend on it.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>The other arguments.</returns>
    /// <exception cref="ArgumentException">The option has no value, or the file brings no extension.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="BadImageFormatException">The file is no .NET assembly.</exception>
    public static IReadOnlyList<string> TakeFrom(IReadOnlyList<string> args)
    {
        var rest = new List<string>();
        for (int i = 0; i < args.Count; i++)
        {
            if (args[i] != OptionName) rest.Add(args[i]);
            else if (i + 1 < args.Count) Load(args[++i]);
            else throw new ArgumentException($"{OptionName} needs the path of a .dll.");
        }
        return rest;
    }

    static void Load(string path)
    {
        string full = Path.GetFullPath(path);
        if (!File.Exists(full)) throw new FileNotFoundException($"There is no extension '{full}'.", full);
        lock (Loaded)
        {
            if (Loaded.Contains(full)) return;
            var assembly = new Context(full).LoadFromAssemblyPath(full);
            Type[] extensions = [.. assembly.GetTypes().Where(type => typeof(IExtension).IsAssignableFrom(type) && type is { IsAbstract: false, IsInterface: false })];
            if (extensions.Length == 0)
                throw new ArgumentException($"'{full}' has no class that implements {typeof(IExtension).FullName}: there is nothing to register.");
            foreach (var extension in extensions)
            {
                if (extension.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, []) is null)
                    throw new ArgumentException($"'{extension.FullName}' of '{full}' needs a constructor without parameters.");
                ((IExtension)Activator.CreateInstance(extension, nonPublic: true)!).Register();
            }
            Loaded.Add(full);
        }
    }

    /// <summary>What the command has is the command's, so that types are the same; the rest comes from beside the extension.</summary>
    sealed class Context(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
    {
        readonly AssemblyDependencyResolver _beside = new(path);

        protected override Assembly? Load(AssemblyName name)
        {
            try
            {
                return Default.LoadFromAssemblyName(name);
            }
            catch (FileNotFoundException)
            {
                return _beside.ResolveAssemblyToPath(name) is { } file ? LoadFromAssemblyPath(file) : null;
            }
        }
    }
}
