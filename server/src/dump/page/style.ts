/** The page's own style: colours and type of the product, light and dark by the reader's system, and for paper. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#fafaf7;--card:#fff;--line:#e6e4dc;--ink:#17181a;--quiet:#5e6168;--taxi:#ffc400;--link:#1d4ed8;--wait:#8a5a00;--sick:#c62828;--mine:#fff6d6}
@media (prefers-color-scheme:dark){:root{--paper:#131416;--card:#1c1e21;--line:#303338;--ink:#f2f1ec;--quiet:#a4a8af;--link:#8db8ff;--wait:#ffd04d;--sick:#ff7b72;--mine:#2a2618}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--paper);color:var(--ink);font:400 16px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
.checker{height:12px;background:conic-gradient(#17181a 25%,var(--taxi) 0 50%,#17181a 0 75%,var(--taxi) 0) 0 0/12px 12px}
main{max-width:760px;margin:0 auto;padding:20px 16px 64px}
h1,h2,h3,h4{line-height:1.25;font-weight:650;margin:0}
h1{font-size:26px}
h2{font-size:20px}
a{color:var(--link)}
a:focus-visible,button:focus-visible,pre:focus-visible,summary:focus-visible{outline:2px solid var(--taxi);outline-offset:2px;border-radius:4px}
time,.num{font-variant-numeric:tabular-nums}
.facts{margin:12px 0 0}
.facts p{margin:2px 0}
.code pre.wrap code{white-space:pre-wrap;overflow-wrap:anywhere}
.note,.meta{color:var(--quiet);font-size:14px}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:14px 16px;margin:20px 0}
.card>h2{font-size:16px;margin-bottom:6px}
.card ul,.card ol{margin:0;padding-left:22px}
.card li{margin:3px 0}
.contents a{text-decoration:none}
.contents a:hover{text-decoration:underline}
.lacking{border-left:4px solid var(--wait)}
.tag{display:inline-block;border:1px solid currentColor;border-radius:6px;padding:0 6px;font-size:12px;line-height:18px;vertical-align:middle;white-space:nowrap}
.tag.partial{color:var(--wait)}
.tag.missing{color:var(--sick)}
section{margin-top:44px}
section>h2{border-bottom:2px solid var(--ink);padding-bottom:6px}
.chat{margin-top:26px;scroll-margin-top:12px}
.chat>h3{font-size:18px}
.turn{margin:18px 0 0}
.turn>h4{font-size:13px;color:var(--quiet);font-weight:650;display:flex;gap:10px;align-items:baseline}
.turn>h4 time{font-weight:400}
.turn.user .text{background:var(--mine);border-radius:10px;padding:10px 14px;margin-top:6px}
.turn.user .text>:first-child{margin-top:0}
.turn.user .text>:last-child{margin-bottom:0}
.text h1{font-size:20px;margin:22px 0 8px}
.text h2{font-size:18px;margin:20px 0 8px;border:0;padding:0}
.text h3,.text h4,.text h5,.text h6{font-size:16px;margin:18px 0 6px}
.text p,.text ul,.text ol{margin:10px 0}
.text ul,.text ol{padding-left:24px}
.text blockquote{margin:12px 0;padding:2px 0 2px 14px;border-left:3px solid var(--line);color:var(--quiet)}
.text hr{border:0;border-top:1px solid var(--line);margin:20px 0}
code{font:13.5px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;background:color-mix(in srgb,var(--line) 55%,transparent);border-radius:4px;padding:1px 4px}
.code{margin:14px 0;border:1px solid var(--line);border-radius:8px;background:var(--card);overflow:hidden}
.code figcaption{display:flex;justify-content:space-between;align-items:center;gap:8px;padding:4px 6px 4px 12px;border-bottom:1px solid var(--line);color:var(--quiet);font-size:12px;min-height:34px}
.code pre{margin:0;padding:12px;overflow-x:auto;-webkit-overflow-scrolling:touch}
.code pre code{background:none;padding:0;white-space:pre;overflow-wrap:normal}
.copy{font:inherit;color:var(--ink);background:none;border:1px solid var(--line);border-radius:6px;padding:3px 10px;cursor:pointer;min-height:28px}
.copy:hover{border-color:var(--quiet)}
.scroll{overflow-x:auto;margin:14px 0;-webkit-overflow-scrolling:touch}
table{border-collapse:collapse;font-size:15px}
.scroll>table{width:max-content;min-width:min(100%,320px)}
.scroll td,.scroll th{max-width:20em}
th,td{border:1px solid var(--line);padding:6px 10px;text-align:left;vertical-align:top;overflow-wrap:normal}
th{background:var(--card);font-weight:650}
.list{width:100%}
.list td,.list th{border-width:0 0 1px;padding:7px 10px 7px 0;background:none;overflow-wrap:anywhere}
.list .num{white-space:nowrap;text-align:right;padding-right:0}
math{font-size:1.08em}
.formula math[display="block"]{text-align:center;margin:4px 0}
.tex{white-space:pre-wrap}
.picture{display:block;border:0;padding:0;background:none;cursor:zoom-in;margin:12px 0;max-width:100%}
.picture img{display:block;max-width:100%;max-height:480px;height:auto;border-radius:8px;border:1px solid var(--line)}
details{margin:10px 0;border:1px solid var(--line);border-radius:8px;padding:6px 12px;background:var(--card)}
summary{cursor:pointer;color:var(--quiet);font-size:14px}
.footnotes{margin:14px 0 0;padding:8px 0 0 24px;border-top:1px solid var(--line);font-size:14px;color:var(--quiet)}
.footnotes p{margin:2px 0}
.footnotes li:target,.footnote-ref a:target{background:var(--mine)}
.footnote-ref{line-height:0}
.footnote-ref a,.footnote-backref{text-decoration:none}
.asset{margin:18px 0 0}
.asset>h4{font-size:15px}
.links{list-style:none;margin:10px 0;padding:0}
.links li{padding:7px 0;border-bottom:1px solid var(--line)}
.links .address{display:block;color:var(--quiet);font-size:13px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.links time{color:var(--quiet);margin-right:8px;font-size:14px}
dialog{border:0;padding:0;background:none;max-width:100vw;max-height:100vh;width:100vw;height:100vh;overflow:auto;cursor:zoom-out}
dialog::backdrop{background:#000d}
dialog img{display:block;margin:auto;min-height:0;max-width:none}
dialog img.fit{max-width:100vw;max-height:100vh;position:absolute;inset:0}
footer{margin-top:48px;color:var(--quiet);font-size:13px}
@media (min-width:700px){main{padding-top:32px}h1{font-size:32px}}
@media print{:root{--paper:#fff;--card:#fff;--ink:#000;--quiet:#444;--line:#bbb;--mine:#f4f4f4;--link:#000;--wait:#8a5a00;--sick:#c62828;color-scheme:light}.checker{print-color-adjust:exact;-webkit-print-color-adjust:exact}.copy,dialog,.contents{display:none}main{max-width:none;padding:12px 0}.code pre{overflow:visible}.code pre code{white-space:pre-wrap}.scroll{overflow:visible}.picture img{max-height:none;break-inside:avoid}.turn>h4,h2,h3{break-after:avoid}figcaption:has(>span:empty){display:none}details::details-content{content-visibility:visible;block-size:auto}.lacking,.card,.code,table,figure{break-inside:avoid}a{text-decoration:none}}
`.trim()
