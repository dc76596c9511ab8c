/// A program that can save what ours saves.
struct Contender: Sendable {
    let name: String
    /// How to have it save something; nil where it cannot.
    let command: @Sendable (Errand) -> Invocation?
}

/// A file to save.
struct Errand: Sendable {
    let url: String
    /// Where to save it.
    let copy: String
    /// The certificates to trust, in PEM; nil where nothing is encrypted.
    var authority: String?

    /// The folder that it is saved in.
    var folder: String { String(copy[..<(copy.lastIndex(of: "/") ?? copy.startIndex)]) }
    /// The name that it is saved under.
    var name: String { String(copy.dropFirst(folder.count + 1)) }
}

/// A program with its arguments, and with variables beside ours.
struct Invocation: Sendable {
    var arguments: [String]
    var variables: [String] = []
    /// The file that it reads as its standard input; nil for ours.
    var input: String?
    /// The file that what it prints goes into.
    var output = "/dev/null"

    /// The same through another program, which takes it as its last arguments.
    func through(_ other: [String]) -> Invocation {
        var invocation = self
        invocation.arguments = other + arguments
        return invocation
    }
}
