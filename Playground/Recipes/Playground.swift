internal import CPlatform
internal import DownstreamTesting

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// `swift run playground`: runs the recipes and says what they did.
@main
struct Playground {
    /// All recipes, in the order in which they are best read.
    private static var recipes: [any Recipe.Type] {
        [
            Seed.self, ForAwait.self, Fold.self, Logger.self, Shared.self, ThreeAtOnce.self,
        ]
    }

    static func main() async {
        // A reader that has gone must not keep the folder from being removed.
        ds_ignore_broken_pipes()
        EndingSignal.hold()
        do {
            let order = try Order(CommandLine.arguments.dropFirst(), recipes: recipes)
            if order.isForHelp { return Output.say(Order.usage(recipes)) }
            let running = Task { try await run(order) }
            let signal = EndingSignal { running.cancel() }
            let isGood = try await running.value
            signal.raise()
            exit(isGood ? 0 : 1)
        } catch let error as Order.Mistake {
            Output.complain("\(error.sentence)\n\n\(Order.usage(recipes))")
            exit(2)
        } catch {
            Output.complain("\(error)")
            exit(1)
        }
    }

    /// Runs the recipes of an order; false if one of them failed.
    private static func run(_ order: Order) async throws -> Bool {
        let folder = try TemporaryFolder()
        let place = try order.url.map { Place.real($0, folder) } ?? Place.own(folder)
        Output.say("Files go to \(folder.path), which is removed at the end.")
        Output.say("Videos come from \(place.name).")
        var table = Table()
        for recipe in order.recipes where !Task.isCancelled {
            table.add(await Trial(of: recipe, at: place))
        }
        Output.say("\n\(table.text)")
        return table.isAllGood
    }
}
