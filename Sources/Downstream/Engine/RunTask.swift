/// The one place where a task begins that is not cancelled with the task that began it.
enum RunTask {
    /// Starts a run on the threads for blocking work.
    static func start(_ operation: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
        Task(executorPreference: IOExecutor.shared, operation: operation)
    }

    /// Starts the flush of a file, which may take long, on a thread of its own.
    static func startFlushing(
        _ operation: @escaping @Sendable () async -> Void
    ) -> Task<Void, Never> {
        Task(executorPreference: IOExecutor.flushing, operation: operation)
    }

    /// Starts a consumer of a run, on threads where one that blocks holds up no run.
    static func watch(_ operation: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
        Task(executorPreference: IOExecutor.consumers, operation: operation)
    }

    /// Starts what shows a run to the user, on the main actor.
    static func onMain(_ operation: @escaping @MainActor () async -> Bool) -> Task<Bool, Never> {
        Task { @MainActor in await operation() }
    }
}
