/** The portal's own style: light, readable, no script, no font from elsewhere. */
export const STYLE = `
:root { --ink: #16233a; --soft: #4a5a75; --line: #d5dde9; --paper: #ffffff; --ground: #f3f6fb; --brand: #1d4fb8; --brand-soft: #e7eefb; --note: #fff6dd; --note-line: #e5c765; }
* { box-sizing: border-box; }
html { font: 100%/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; color: var(--ink); background: var(--ground); }
body { margin: 0; }
a { color: var(--brand); text-underline-offset: .2em; }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--brand); outline-offset: 2px; border-radius: 4px; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem 1rem; z-index: 1; }
.top { background: var(--paper); border-bottom: 1px solid var(--line); }
.top-inner, main, footer { max-width: 62rem; margin: 0 auto; padding-inline: 1.25rem; }
.top-inner { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: center; min-height: 4rem; padding-block: .6rem; }
.brand { display: flex; align-items: center; gap: .65rem; font-weight: 700; font-size: 1.1rem; color: var(--ink); text-decoration: none; }
.brand span { width: 2rem; height: 2rem; border-radius: .6rem; background: linear-gradient(135deg, #1d4fb8, #2b9b8f); display: grid; place-items: center; color: #fff; font-size: 1.1rem; }
.tag { font-size: .8rem; color: var(--soft); border: 1px solid var(--line); border-radius: 99px; padding: .1rem .7rem; }
main { padding-top: 2rem; padding-bottom: 3rem; }
h1 { font-size: 1.65rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .75rem; }
h3 { font-size: .95rem; margin: 1.25rem 0 .5rem; color: var(--soft); font-weight: 600; }
.lead { color: var(--soft); margin: 0 0 1.25rem; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; }
.views { display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; margin: 0 0 1.25rem; list-style: none; }
.views a { display: block; padding: .4rem 1rem; border-radius: 99px; border: 1px solid var(--line); background: var(--paper); text-decoration: none; color: var(--ink); }
.views a[aria-current] { background: var(--brand); border-color: var(--brand); color: #fff; }
.note { background: var(--note); border: 1px solid var(--note-line); border-radius: .75rem; padding: .75rem 1rem; margin: 0 0 .5rem; display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; }
.note time { color: var(--soft); font-size: .9rem; }
.documents { list-style: none; margin: 0; padding: 0; }
.documents > li { padding: 1rem 1.25rem; border-top: 1px solid var(--line); display: grid; grid-template-columns: 1fr auto; gap: .25rem 1.25rem; align-items: center; }
.documents > li:first-child { border-top: 0; }
.documents .title { font-weight: 600; font-size: 1.05rem; margin: 0; overflow-wrap: anywhere; }
.documents .facts { margin: 0; color: var(--soft); font-size: .95rem; }
.documents .badge { display: inline-block; background: var(--brand-soft); color: #123a8c; border-radius: 99px; padding: .05rem .6rem; font-size: .8rem; margin-left: .5rem; }
.open { justify-self: end; border: 1px solid var(--brand); border-radius: .5rem; padding: .4rem .9rem; text-decoration: none; white-space: nowrap; }
.open:hover { background: var(--brand-soft); }
.empty { padding: 1.5rem 1.25rem; margin: 0; color: var(--soft); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; }
td time { white-space: nowrap; }
th, td { text-align: left; padding: .65rem 1.25rem; border-top: 1px solid var(--line); vertical-align: top; }
thead th { border-top: 0; color: var(--soft); font-weight: 600; font-size: .85rem; }
.people { list-style: none; margin: 0; padding: 0; }
.people li { border-top: 1px solid var(--line); }
.people li:first-child { border-top: 0; }
.people a { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; padding: .8rem 1.25rem; text-decoration: none; color: var(--ink); }
.people a:hover { background: var(--brand-soft); }
.people .state { color: var(--soft); }
footer { padding-bottom: 2rem; color: var(--soft); font-size: .85rem; }
@media (max-width: 36rem) { .documents > li { grid-template-columns: 1fr; } .open { justify-self: start; } th, td { padding: .6rem .9rem; } }
@media print { .views, .open, .skip { display: none; } html { background: #fff; } }
`;
