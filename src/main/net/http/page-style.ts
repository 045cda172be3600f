/** The page's look: the app's palette and type scale, in light and dark. No file is fetched for it. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;
  --app:#eef1ef;--sheet:#fff;--chip:rgba(20,34,28,.06);--line:#e3e7e5;--line-strong:#ced3d0;
  --text:#171a19;--text-2:#4b504d;--text-3:#626765;
  --accent:#0b7757;--accent-ink:#fff;--accent-text:#00694a;
  --tile:#e9edeb;--ink:#59625d;--ink-2:#a6afaa;--mono:"JetBrains Mono",ui-monospace,"SF Mono",Menlo,monospace}
@media (prefers-color-scheme:dark){:root{
  --app:#0a0d0b;--sheet:#121514;--chip:rgba(226,244,235,.075);--line:#222725;--line-strong:#343a37;
  --text:#e9eeec;--text-2:#b2b8b5;--text-3:#959c99;
  --accent:#45c498;--accent-ink:#06140f;--accent-text:#5fd9ae;
  --tile:#222725;--ink:#a3aca7;--ink-2:#545d58}}
*{box-sizing:border-box}
body{margin:0;padding:40px 20px 48px;background:var(--app);color:var(--text);letter-spacing:-.006em;
  font:400 14px/21px "Inter Variable","Inter",system-ui,-apple-system,"Segoe UI",sans-serif;
  -webkit-font-smoothing:antialiased}
main,footer{max-width:760px;margin:0 auto}
h1,h2,p,ul{margin:0;padding:0}
ul{list-style:none}
a{color:var(--accent-text);text-underline-offset:2px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
code{font:400 12px/18px var(--mono);overflow-wrap:anywhere}
.brand{display:flex;align-items:center;gap:9px;font-weight:600;letter-spacing:-.012em;margin-bottom:28px}
.brand svg{width:22px;height:22px}
.brand rect{fill:var(--accent)}.brand path{fill:none;stroke:var(--accent-ink);stroke-width:1.5;stroke-linecap:round}
.brand circle{fill:var(--accent-ink)}
h1{font-size:26px;line-height:34px;font-weight:600;letter-spacing:-.022em;overflow-wrap:anywhere}
.who{color:var(--text-2);margin:4px 0 24px}
.who code{color:var(--text-3)}
.sheet{background:var(--sheet);border:1px solid var(--line);border-radius:12px;padding:0 20px}
.project{display:grid;grid-template-columns:40px minmax(0,1fr) auto;gap:2px 14px;align-items:center;padding:16px 0}
.project+.project{border-top:1px solid var(--line)}
.tile{width:40px;height:40px;border-radius:10px;background:var(--tile);align-self:start}
.ink{fill:var(--ink)}.ink-2{fill:var(--ink-2)}
h2{font-size:15px;line-height:21px;font-weight:600;letter-spacing:-.012em;overflow-wrap:anywhere}
.about{color:var(--text-2);overflow-wrap:anywhere}
.meta{display:flex;flex-wrap:wrap;gap:2px 8px;align-items:center;color:var(--text-3);font-size:12px;line-height:18px;
  margin-top:4px;font-variant-numeric:tabular-nums}
.ref{padding:0 6px;border-radius:4px;background:var(--chip);color:var(--text-2);font:500 11px/18px var(--mono);
  overflow-wrap:anywhere}
.actions{display:flex;gap:8px;align-self:start}
.button{display:inline-block;padding:4px 12px;border-radius:6px;border:1px solid var(--line-strong);color:var(--text);
  font-weight:500;font-size:13px;line-height:20px;text-decoration:none;white-space:nowrap}
.button:hover{background:var(--chip)}
.button.main{color:var(--accent-text)}
.empty{padding:44px 20px;text-align:center;color:var(--text-2)}
.empty b{display:block;color:var(--text);font-size:16px;line-height:24px;font-weight:600}
.ways{grid-column:2/-1;display:grid;gap:6px;margin-top:10px;min-width:0}
.ways p{display:grid;grid-template-columns:108px minmax(0,1fr);gap:8px;align-items:baseline}
.ways span{color:var(--text-3);font-size:12px;line-height:18px}
.copy{display:block;padding:5px 10px;border-radius:6px;background:var(--chip);user-select:all;-webkit-user-select:all}
summary{cursor:pointer;width:fit-content;border-radius:4px;color:var(--accent-text);font-size:12px;line-height:18px}
summary+*{margin-top:10px}
.qr{width:min(220px,100%);margin-top:10px}
.qr svg{display:block;width:100%;height:auto;border-radius:8px}
footer{margin-top:20px;color:var(--text-3);font-size:12px;line-height:18px}
footer details{margin-top:8px;color:var(--text-2)}
footer .copy{width:fit-content}
@media (max-width:600px){body{padding:24px 14px 32px}.sheet{padding:0 14px}
  .project{grid-template-columns:40px minmax(0,1fr)}.actions{grid-column:2;margin-top:8px}
  .ways{grid-column:1/-1}.ways p{grid-template-columns:minmax(0,1fr);gap:2px}}
`
