/// How a timeline looks on light and on dark backgrounds.
///
/// Classes instead of CSS variables, which not every renderer of SVG knows.
enum TimelineStyle {
    static let sheet: StaticString = """

        text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;\
        font-variant-numeric:tabular-nums;fill:#1f2328}
        text.title{font-size:19px;font-weight:600}
        text.small{font-size:10px}
        text.muted{fill:#59636e}
        text.bad{fill:#b3261e}
        .end{text-anchor:end}
        .middle{text-anchor:middle}
        .page{fill:#fff}
        .grid{stroke:#e4e7eb;fill:none}
        .axis{stroke:#8c959f;fill:none}
        .rule{stroke:#eef0f2;fill:none}
        .attempt{fill:#dce8f5}
        .flow{fill:#2a6bb0}
        .wait{stroke:#59636e;stroke-width:1.5;stroke-dasharray:2 3;fill:none}
        .stall{fill:url(#hatch);stroke:#8a5a00}
        .hatch{stroke:#8a5a00}
        .hatchground{fill:#fff6e0}
        .restart{fill:#1f2328;stroke:#fff}
        .saved{fill:#1a7f37}
        .unchanged{fill:#fff;stroke:#59636e;stroke-width:1.5}
        .failed{stroke:#b3261e;stroke-width:2;fill:none}
        .open{stroke:#59636e;stroke-width:2;fill:none}
        .hover{fill:none;pointer-events:all}
        @media (prefers-color-scheme:dark){
        text{fill:#e6e9ed}
        text.muted{fill:#9da7b1}
        text.bad{fill:#ff8f85}
        .page{fill:#14171b}
        .grid{stroke:#2a3037}
        .axis{stroke:#6b7580}
        .rule{stroke:#20252b}
        .attempt{fill:#1d2f45}
        .flow{fill:#5a9be0}
        .wait{stroke:#9da7b1}
        .stall{stroke:#e0a93f}
        .hatch{stroke:#e0a93f}
        .hatchground{fill:#2d2513}
        .restart{fill:#e6e9ed;stroke:#14171b}
        .saved{fill:#4fc36d}
        .unchanged{fill:#14171b;stroke:#9da7b1}
        .failed{stroke:#ff8f85}
        .open{stroke:#9da7b1}
        }

        """
}
