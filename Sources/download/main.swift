import Downstream
let args = CommandLine.arguments
if args.count > 3 { 
 let d = Download(from: args[1], to: .file(path: args[2]))
 _ = await d.savedFile(observedBy: EventLogger())
} else {
print(await saveVideo(from: args[1], to: args[2]) as Any)
print(await videoData(at: args[2])?.count as Any)
}
