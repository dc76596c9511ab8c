/// The one place where a task begins that is not cancelled with the task that began it.
enum RunTask {
    /// Starts a run, or a consumer of one, on the threads for blocking work.
    static func start(_ operation: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
        Task(executorPreference: IOExecutor.shared, operation: operation)
    }
}
