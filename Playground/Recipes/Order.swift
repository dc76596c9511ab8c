/// What the command line asks for.
struct Order {
    /// What is wrong with a command line, in one sentence.
    struct Mistake: Error {
        let sentence: String
    }

    /// The recipes to run: the named ones, or all.
    let recipes: [any Recipe.Type]
    /// The text of a real URL; nil for the server of our own.
    let url: String?
    /// Whether only the usage is asked for.
    let isForHelp: Bool

    /// Reads a command line.
    init(_ arguments: some Sequence<String>, recipes all: [any Recipe.Type]) throws(Mistake) {
        var named: [any Recipe.Type] = []
        var url: String?
        var isForHelp = false
        for argument in arguments {
            if argument == "--help" || argument == "-h" {
                isForHelp = true
            } else if argument.hasPrefix("-") {
                throw Mistake(sentence: "There is no option \(argument).")
            } else if let recipe = all.first(where: { $0.name == argument }) {
                named.append(recipe)
            } else if argument.contains(":") || argument.contains("/") {
                guard url == nil else { throw Mistake(sentence: "Give one URL, not several.") }
                url = try Self.webURL(argument)
            } else {
                throw Mistake(sentence: "There is no recipe \(argument).")
            }
        }
        recipes = named.isEmpty ? all : named
        self.url = url
        self.isForHelp = isForHelp
    }

    private static func webURL(_ text: String) throws(Mistake) -> String {
        let lowered = text.lowercased()
        guard lowered.hasPrefix("http://") || lowered.hasPrefix("https://") else {
            throw Mistake(sentence: "A URL begins with http:// or https://; this one does not.")
        }
        return text
    }

    /// How to call the playground.
    static func usage(_ recipes: [any Recipe.Type]) -> String {
        let width = (recipes.map { $0.name.count }.max() ?? 0) + 2
        let lines = recipes.map { "  \($0.name.padded(to: width))\($0.summary)" }
        return """
            Usage: playground [RECIPE ...] [URL]

            Runs the recipes against a server of its own, or against URL: an http or https
            address of a video.

            Recipes, all unless named:
            \(lines.joined(separator: "\n"))

            Exit status: 0 if all recipes succeed, 1 if one fails, 2 for a wrong call.
            """
    }
}
