/// The one place where a task begins that is not cancelled with the task that began it.
enum RunTask {
    /// Starts a run, the flush of a file, or a consumer, on the threads that are for it.
    static func start(
        on executor: any TaskExecutor,
        _ operation: @escaping @concurrent @Sendable () async -> Void
    ) -> Task<Void, Never> {
        Task(executorPreference: executor, operation: operation)
    }

    /// Starts what shows a run to the user, on the main actor.
    static func onMain(_ operation: @escaping @MainActor () async -> Bool) -> Task<Bool, Never> {
        Task { @MainActor in await operation() }
    }
}
