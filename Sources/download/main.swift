import Downstream

let args = CommandLine.arguments
let d = Download(from: args[1], to: .file(path: args[2]))
if args.count > 3 {
    for try await e in d.events() {
        switch e {
        case .chunk(let c): print("chunk", c.offset, c.bytes.count)
        default: print(e)
        }
    }
} else {
    print(try await d.file() as Any)
}
