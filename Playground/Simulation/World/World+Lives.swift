internal import Downstream
internal import DownstreamTesting

extension World {
    /// Lives through one life, and what it leaves.
    func live(_ plan: LifePlan) {
        for index in plan.changes { site.change(index) }
        site.behave(plan.mood)
        if !plan.isUnhindered { remains.withLock { $0 = nil } }
        plan.faults.plan(on: disk)
        plan.end.plan(on: disk)
        let processes = plan.processes.indices.map { index in
            ProcessLife(disk, scheduler.executor(), stepsLeft: plan.end.steps(of: index))
        }
        let ends = zip(processes, plan.processes).map { process, downloads in
            start(downloads, in: process, of: plan)
        }
        goOn(processes, plan)
        guard problem.sentence == nil else { return }
        for (process, ends) in zip(processes, ends) where process.isAlive {
            guard let text = ends.text else { continue }
            problem.note("process \(process.number) has ended, but \(text)")
        }
        disk.heal()
        ledger.check("when all had ended")
        if disk.openCount > 0 {
            problem.note("\(disk.openCount) files are still open when all has ended")
        }
        scheduler.clear()
        let hasCrashed = plan.end.isCrash && processes.contains { !$0.isAlive }
        if hasCrashed || plan.loss != nil {
            remains.withLock { $0 = nil }
            disk.reboot(losing: plan.loss ?? .everything)
            noteDisk()
            noteDrafts(after: plan.loss ?? .everything)
            trace.note("the machine starts again")
            ledger.checkAfterReboot()
        } else {
            disk.kill()
        }
    }

    /// Runs what is ready, and moves the time where nothing is, until all has ended.
    private func goOn(_ processes: [ProcessLife], _ plan: LifePlan) {
        var limit = clock.now.offset + Self.longestLife
        var killTime = plan.end.killTime.map { (clock.now.offset + $0.time, $0.process) }
        while true {
            while scheduler.runOne() {
                noteDisk()
                for process in processes where process.bury() {
                    trace.note("process \(process.number) is dead")
                    ledger.check("when process \(process.number) died")
                }
                guard problem.sentence == nil else { return }
                guard scheduler.jobCount < Self.mostJobs else {
                    return problem.note("it does not end within \(Self.mostJobs) jobs")
                }
            }
            if let (time, index) = killTime, time <= clock.nextDeadline ?? time {
                move(to: time)
                processes[index].kill()
                if processes[index].bury() {
                    trace.note("process \(processes[index].number) is killed")
                }
                killTime = nil
                continue
            }
            guard var next = clock.nextDeadline else { break }
            guard next <= limit else {
                return problem.note("it does not end within six hours of its own time")
            }
            if plan.jumps > 0, dice.withLock({ $0.oneIn(plan.jumps) }) {
                let jump = Duration.milliseconds(dice.withLock { $0.number(1...400_000) })
                next += jump
                limit += jump
            }
            move(to: next)
        }
        if let process = processes.first(where: { !$0.hasEnded }) {
            problem.note("nothing can go on, but process \(process.number) has not ended")
        }
    }

    private func move(to time: Duration) {
        let now = clock.now.offset
        clock.advance(by: max(.zero, time - now))
        trace.note("time: \(clock.now.offset)")
    }

    /// Copies what the disk has noted into the trace.
    private func noteDisk() {
        guard trace.isOn else { return }
        trace.follow(disk.trace)
    }
}
