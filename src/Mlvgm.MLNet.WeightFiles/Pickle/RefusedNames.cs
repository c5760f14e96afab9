using System.Collections.Frozen;
using Mlvgm.MLNet.WeightFiles.Text;

namespace Mlvgm.MLNet.WeightFiles.Pickle;

/// <summary>
/// Python names that no weight file needs and that run, load or write something where a pickle is unpickled the usual way. Ours would only make
/// records of them; but a file that names one was made to attack somebody, and is refused whole.
/// </summary>
static class RefusedNames
{
    /// <summary>Modules of Python's own library and of packages that reach outside, with all below them.</summary>
    static readonly FrozenSet<string> Roots = """
        aifc antigravity ast asynchat asyncio asyncore atexit audioop base64 bdb binascii bisect builtins bz2 cProfile calendar cgi cgitb chunk
        cmath cmd code codecs codeop colorsys compileall concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses dbm
        difflib dis distutils doctest email encodings ensurepip errno faulthandler fcntl filecmp fileinput fnmatch ftplib functools gc genericpath
        getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect io json keyword
        lib2to3 linecache locale lzma mailbox mailcap marshal mimetypes mmap modulefinder msilib msvcrt
        multiprocessing netrc nis nntplib nt ntpath nturl2path opcode operator optparse os ossaudiodev pdb pickle pickletools pipes pkgutil platform
        plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri re readline reprlib
        resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd
        sqlite3 sre_compile sre_constants sre_parse ssl stat stringprep struct subprocess sunau symtable sys sysconfig syslog tabnanny tarfile
        telnetlib tempfile termios textwrap this threading time timeit tkinter tokenize tomllib trace traceback tracemalloc tty turtle turtledemo
        types unicodedata unittest urllib uu venv warnings wave webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib
        ConfigParser Queue SocketServer StringIO UserDict __builtin__ __builtins__ anydbm cPickle cStringIO commands compiler copy_reg dbhash
        dummy_thread httplib ihooks imputil multifile new os2 popen2 posixfile rexec robotparser statvfs thread urllib2 urlparse user whichdb
        xmlrpclib
        IPython aiohttp aiofiles httpx jsonpickle pip pkg_resources ptyprocess pexpect requests setuptools sh urllib3 yaml
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Modules of PyTorch, NumPy and NVlabs that run or load code or files, with all below them.</summary>
    static readonly string[] Modules =
    [
        "torch.hub", "torch.jit", "torch.serialization", "torch.package", "torch.ops", "torch._ops", "torch.classes", "torch._classes", "torch.library",
        "torch._dynamo", "torch._inductor", "torch.multiprocessing", "torch.distributed.rpc", "torch.utils.cpp_extension", "torch.utils._config_module",
        "torch.utils.bottleneck", "torch.utils.collect_env", "torch.testing", "torch.onnx", "torch.compiler", "logging.config", "logging.handlers", "torch._C._jit",
        "numpy.f2py", "numpy.distutils", "numpy.testing", "numpy.lib", "numpy.ctypeslib", "numpy.compat", "numpy.core._internal",
    ];

    /// <summary>Functions beside harmless classes.</summary>
    static readonly FrozenSet<(string Module, string Name)> Functions = new[]
    {
        ("torch", "load"), ("torch", "save"), ("torch", "from_file"), ("torch", "compile"), ("numpy", "load"), ("numpy", "loads"), ("numpy", "save"),
        ("numpy", "fromfile"), ("numpy", "loadtxt"), ("numpy", "genfromtxt"),
        ("dnnlib.util", "call_func_by_name"), ("dnnlib.util", "get_obj_by_name"), ("dnnlib.util", "get_module_from_obj_name"),
        ("dnnlib.util", "open_url"), ("torch_utils.persistence", "_src_to_module"),
    }.ToFrozenSet();

    /// <summary>What checkpoints do hold of the modules above.</summary>
    static readonly FrozenSet<(string Module, string Name)> Harmless = new[]
    {
        ("functools", "partial"), ("operator", "getitem"), ("re", "_compile"), ("time", "struct_time"), ("types", "SimpleNamespace"),
        ("types", "GenericAlias"), ("types", "MappingProxyType"), ("types", "NoneType"), ("types", "UnionType"), ("_weakrefset", "WeakSet"),
    }.ToFrozenSet();

    /// <summary>Modules whose names begin with a line and which are not Python's own machinery.</summary>
    static readonly FrozenSet<string> OwnModules = new[] { "__main__", "__mp_main__", "__torch__" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a file that names this is refused: also names that are no plain ones, such as <c>Linear.__init__</c>.</summary>
    public static bool Contains(string module, string name)
    {
        if (Harmless.Contains((module, name))) return false;
        string[] path = module.Split('.'), attributes = name.Split('.');
        if (!path.All(IsIdentifier) || !attributes.All(IsIdentifier) || attributes.Any(IsMagic)) return true;
        bool machinery = path[0].StartsWith('_') && !OwnModules.Contains(path[0]);
        // An attribute of a module may be another module: torch.serialization, os.system.
        bool throughModule = attributes.Length > 1 && attributes.Any(Roots.Contains);
        string full = $"{module}.{name}.";
        return machinery || throughModule || Roots.Contains(path[0]) || Functions.Contains((module, name))
            || Modules.Any(refused => full.StartsWith(refused + ".", StringComparison.Ordinal));
    }

    /// <summary>The error of a file that names it.</summary>
    public static InvalidDataException Error(string module, string name) => new(
        $"it names '{Printable.Of($"{module}.{name}")}', which no weight file needs and which could run something; nothing was run.");

    static bool IsMagic(string text) => text.StartsWith("__", StringComparison.Ordinal) && text.EndsWith("__", StringComparison.Ordinal);

    static bool IsIdentifier(string text) => text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsLetterOrDigit(c) || c == '_');
}
