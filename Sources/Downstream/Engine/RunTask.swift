/// The one place where a task begins that nobody awaits in its scope.
enum RunTask {
    /// Starts the run of a download on the threads for blocking work.
    static func start(_ operation: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
        Task(executorPreference: IOExecutor.shared, operation: operation)
    }
}
