using System.Reflection;
using System.Reflection.Emit;

namespace ChatSockets.Client.Tests;

/// <summary>
/// Which namespaces name types of which others: in bases, attributes, signatures, and the code of methods. Constants are
/// copied by the compiler and leave no trace.
/// </summary>
internal sealed class NamespaceGraph
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    private readonly Dictionary<(string From, string To), SortedSet<string>> _uses = [];

    public static NamespaceGraph Of(Assembly assembly) => Of([assembly]);

    /// <summary>The graph of some assemblies, without the types that only put their parts together.</summary>
    public static NamespaceGraph Of(Assembly[] assemblies, params Type[] roots)
    {
        var graph = new NamespaceGraph();
        foreach (Type type in assemblies.SelectMany(assembly => assembly.GetTypes()).Where(IsCounted))
        {
            foreach (Type used in UsedBy(type).SelectMany(Parts).Where(IsCounted))
            {
                if (type.Namespace is { } from && used.Namespace is { } to)
                    graph.Add(from, to, $"{Outermost(type).Name} -> {Outermost(used).Name}");
            }
        }
        return graph;

        bool IsCounted(Type type) => assemblies.Contains(type.Assembly) && !roots.Contains(Outermost(type));
    }

    /// <summary>Adds that a type of one namespace names a type of another.</summary>
    public void Add(string from, string to, string use)
    {
        if (from == to) return;
        if (!_uses.TryGetValue((from, to), out SortedSet<string>? uses)) _uses[(from, to)] = uses = new(StringComparer.Ordinal);
        uses.Add(use);
    }

    /// <summary>Returns the types of one namespace that name types of another, each with the type that it names.</summary>
    public IReadOnlyCollection<string> Uses(string from, string to) => _uses.GetValueOrDefault((from, to), []);

    /// <summary>Returns the groups of namespaces in which each reaches each other one, with the uses that make them so.</summary>
    public IReadOnlyList<string> Circles()
    {
        ILookup<string, string> targets = _uses.Keys.ToLookup(edge => edge.From, edge => edge.To);
        Dictionary<string, HashSet<string>> reached = targets.ToDictionary(from => from.Key, from => Reached(from.Key, targets));
        return
        [
            .. reached.Keys.Order(StringComparer.Ordinal)
                .Select(name => reached[name].Where(other => reached.TryGetValue(other, out HashSet<string>? back) && back.Contains(name))
                    .Order(StringComparer.Ordinal).ToArray())
                .DistinctBy(circle => circle.FirstOrDefault()).Where(circle => circle.Length > 0).Select(Described),
        ];
    }

    private string Described(string[] circle) => $"{string.Join(" <-> ", circle)}: "
        + string.Join(", ", circle.SelectMany(from => circle.SelectMany(to => Uses(from, to))));

    private static HashSet<string> Reached(string start, ILookup<string, string> targets)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>([start]);
        while (open.TryPop(out string? name))
        {
            foreach (string next in targets[name].Where(seen.Add)) open.Push(next);
        }
        return seen;
    }

    // What the compiler makes of a lambda or an iterator counts for the class that has it.
    private static Type Outermost(Type type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return type;
    }

    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType) return Parts(type.GetElementType()!);
        return type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Prepend(type) : [type];
    }

    private static IEnumerable<Type> UsedBy(Type type)
    {
        foreach (Type each in type.GetInterfaces()) yield return each;
        if (type.BaseType is { } ancestor) yield return ancestor;
        foreach (CustomAttributeData each in type.GetCustomAttributesData()) yield return each.AttributeType;
        foreach (FieldInfo each in type.GetFields(Declared)) yield return each.FieldType;
        foreach (MethodBase method in type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors(Declared)))
        {
            if (method is MethodInfo { ReturnType: { } result }) yield return result;
            foreach (ParameterInfo each in method.GetParameters()) yield return each.ParameterType;
            if (method.GetMethodBody() is not { } body) continue;
            foreach (LocalVariableInfo each in body.LocalVariables) yield return each.LocalType;
            foreach (Type each in Named(method, body.GetILAsByteArray()!)) yield return each;
        }
    }

    // The types of the members that the instructions name.
    private static IEnumerable<Type> Named(MethodBase method, byte[] code)
    {
        for (int at = 0; at < code.Length;)
        {
            short value = code[at++];
            if (value == 0xFE) value = (short)(0xFE00 | code[at++]);
            OpCode instruction = Codes[value];
            if (instruction.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType
                or OperandType.InlineTok)
            {
                foreach (Type each in TypesOf(Resolve(method, BitConverter.ToInt32(code, at)))) yield return each;
            }
            at += instruction.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static MemberInfo Resolve(MethodBase method, int token) => method.Module.ResolveMember(token,
        method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null,
        method.IsGenericMethod ? method.GetGenericArguments() : null)!;

    private static IEnumerable<Type> TypesOf(MemberInfo member)
    {
        if (member is Type type) return [type];
        IEnumerable<Type> types = member.DeclaringType is { } declaring ? [declaring] : [];
        return member is MethodInfo { IsGenericMethod: true } method ? types.Concat(method.GetGenericArguments()) : types;
    }
}
