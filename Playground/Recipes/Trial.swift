internal import Downstream

/// How one recipe went.
struct Trial {
    /// The recipe's name.
    let name: String
    /// What it has brought, or why it has not.
    let result: Result<Int64, any Error>
    /// How long it took.
    let duration: Duration

    /// Runs a recipe, and tells its beginning and its failure.
    init(of recipe: any Recipe.Type, at place: Place) async {
        Output.say("\n\(recipe.name): \(recipe.summary)")
        let clock = ContinuousClock()
        let beginning = clock.now
        do {
            result = .success(try await recipe.run(at: place))
        } catch {
            result = .failure(error)
            Output.tell(error is CancellationError ? "cancelled" : "failed: \(error)")
        }
        duration = clock.now - beginning
        name = recipe.name
        place.clear()
    }
}
