import Downstream
let args = CommandLine.arguments
if args.last == "--version" { print("download 0.1.0") } else if args.count > 3 { 
 print(await Download(from: args[4], to: .file(path: args[3])).savedFile() as Any)
}
