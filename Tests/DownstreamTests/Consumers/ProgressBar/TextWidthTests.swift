import Downstream
import Testing

@Suite("The width of text on a terminal")
struct TextWidthTests {
    @Test(arguments: [
        ("", 0), ("video.mp4", 9), ("é", 1), ("e\u{301}", 1), ("東京", 4), ("タワー", 6), ("한국", 4),
        ("\u{1112}\u{1161}\u{11AB}", 2), ("ｆｕｌｌ", 8), ("ﾊﾝｶｸ", 4), ("🎬", 2), ("⌚", 2),
        ("❤\u{FE0F}", 2), ("…", 1), ("שלום", 4), ("\u{20000}", 2),
    ])
    func `counts columns`(_ text: String, _ columns: Int) {
        #expect(TextWidth(text).columns == columns)
    }

    @Test func `never counts less than a terminal that takes emoji apart`() {
        #expect(TextWidth("👨\u{200D}👩\u{200D}👧").columns == 6)
    }

    @Test(arguments: [
        ("video.mp4", 9, "video.mp4"), ("video.mp4", 8, "video…p4"), ("video.mp4", 1, "…"),
        ("video.mp4", 0, ""), ("video.mp4", -3, ""), ("a long name.mp4", 10, "a long…mp4"),
        ("東京タワー.mp4", 10, "東京タ…mp4"), ("🎬🎬🎬", 5, "🎬🎬…"),
        ("cafe\u{301}teria.mp4", 5, "caf…4"),
    ])
    func `shortens from the middle`(_ text: String, _ columns: Int, _ expected: String) {
        #expect(TextWidth.shortened(text, to: columns) == expected)
    }

    @Test(arguments: 0...40)
    func `never gives more than it was allowed`(_ columns: Int) {
        let text = TextWidth.shortened("視頻 café 🎬 한국어 lecture (2).mp4", to: columns)
        #expect(TextWidth(text).columns <= columns)
    }
}
