internal import CPlatform
internal import Downstream
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
            Batch.self, Group.self, Segments.self, RecordAndReplay.self, TimelineLog.self,
            State.self,
        ]
    }

    /// Runs on threads of Swift's own, while this one serves the main actor.
    static func main() async {
        // A reader that has gone must not keep the folder from being removed.
        ds_ignore_write_signals()
        let order: Order
        do {
            order = try Order(CommandLine.arguments.dropFirst(), recipes: recipes)
        } catch {
            Output.complain("\(error.sentence)\n\n\(Order.usage(recipes))")
            exit(2)
        }
        if order.isForHelp { return Output.say(Order.usage(recipes)) }

        EndingSignal.hold()
        let running = Task { @concurrent in await succeeds(order) }
        let ending = EndingSignal { running.cancel() }
        let isGood = await running.value
        if let signal = ending.first { exit(128 + signal) }
        exit(isGood ? 0 : 1)
    }

    private static func succeeds(_ order: Order) async -> Bool {
        do {
            return try await run(order)
        } catch {
            Output.complain("\(error)")
            return false
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
