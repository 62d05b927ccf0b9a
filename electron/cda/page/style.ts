import { createHash } from 'node:crypto';

/** The only style sheet of the page. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#f4f6f7;--paper:#fff;--soft:#f1f5f6;--line:#d9dfe3;--strong:#8b9aa3;--ink:#12202a;--ink-2:#41525e;--accent:#0b5c6b;--warn:#8a4b00;--warn-soft:#fdeed3}
@media (prefers-color-scheme:dark){:root{--bg:#0f171c;--paper:#162127;--soft:#1d2a32;--line:#2a3840;--strong:#5e707c;--ink:#eaf1f4;--ink-2:#b9c7ce;--accent:#6fc6d4;--warn:#f3bd6b;--warn-soft:#3b2a10}}
*{box-sizing:border-box}
html{font:100%/1.55 'Inter Variable',Inter,system-ui,-apple-system,'Segoe UI',sans-serif;background:var(--bg);color:var(--ink);-webkit-text-size-adjust:100%}
body{margin:0;padding:1.25rem}
main{max-width:64rem;margin:0 auto;padding:clamp(1rem,4vw,2.5rem);background:var(--paper);border:1px solid var(--line);border-radius:.6rem;overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .25rem;letter-spacing:-.01em;text-wrap:balance}
h2{font-size:1.15rem;line-height:1.3;margin:2.25rem 0 .6rem;padding-bottom:.35rem;color:var(--accent);border-bottom:2px solid var(--line)}
h3{font-size:1.02rem;margin:1.5rem 0 .4rem}
h4,h5,h6{font-size:.95rem;margin:1.25rem 0 .35rem;color:var(--ink-2)}
.type{margin:0 0 1.25rem;color:var(--ink-2)}
.who{margin:0 0 1rem;padding:.85rem 1.1rem;border-left:.3rem solid var(--accent);border-radius:.35rem;background:var(--soft)}
.name{margin:0;font-size:1.15rem;font-weight:650}
.traits{margin:.1rem 0 0;color:var(--ink-2);font-variant-numeric:tabular-nums}
.traits bdi{display:inline-block}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,16rem),1fr));gap:.7rem 2rem;margin:0}
dt{font-size:.8rem;color:var(--ink-2)}
dd{margin:0;font-size:.95rem}
.said{margin:1rem 0;padding:.6rem .9rem;border-radius:.35rem;background:var(--warn-soft);color:var(--warn);font-size:.9rem}
.said p{margin:.15rem 0}
.block{margin:.5rem 0}
.block:first-child{margin-top:0}.block:last-child{margin-bottom:0}
.caption,caption{font-weight:600;text-align:left;margin:0 0 .3rem;padding:.35rem 0;caption-side:top}
.wide{overflow-x:auto;margin:.75rem 0}
.wide:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.dense table{font-size:.8rem}.dense th,.dense td{padding:.35rem .4rem}
table{width:100%;border-collapse:collapse;font-size:.92rem;line-height:1.45;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
th,td{padding:.45rem .7rem;text-align:left;vertical-align:top;border:1px solid var(--line)}
th{font-weight:600;background:var(--soft)}
thead th{border-bottom:2px solid var(--strong);color:var(--ink-2)}
td.right,th.right{text-align:right}td.center,th.center{text-align:center}
ul,ol{margin:.4rem 0;padding-left:1.5rem}
li{margin:.2rem 0}
ul.circle{list-style-type:circle}ul.square{list-style-type:square}
ol.lower-alpha{list-style-type:lower-alpha}ol.upper-alpha{list-style-type:upper-alpha}ol.lower-roman{list-style-type:lower-roman}ol.upper-roman{list-style-type:upper-roman}
.bold{font-weight:700}.italics,.emphasis{font-style:italic}.underline{text-decoration:underline}
.boxed{border:1px solid var(--strong);padding:.3rem .5rem}
del{color:var(--ink-2)}
.address{color:var(--ink-2);font-size:.9em;word-break:break-all}
.note-mark{font-weight:600;color:var(--accent)}
.notes{margin-top:1rem;padding-top:.5rem;border-top:1px solid var(--line);font-size:.88rem;color:var(--ink-2)}
.text{white-space:pre-wrap;font-size:1rem;tab-size:4}
.aside{color:var(--ink-2);font-style:italic}
figure{margin:.75rem 0}
img{display:block;max-width:100%;height:auto;background:#fff;border:1px solid var(--line);border-radius:.25rem}
footer{margin-top:2.25rem;padding-top:.75rem;border-top:1px solid var(--line);font-size:.8rem;color:var(--ink-2)}
@media (max-width:40rem){body{padding:0}main{border:0;border-radius:0}th,td{padding:.35rem .45rem}}
@media print{:root{--bg:#fff;--paper:#fff;--soft:#f1f5f6;--line:#b8c2c8;--strong:#5e707c;--ink:#000;--ink-2:#333;--accent:#083f4a;--warn:#5c3200;--warn-soft:#fff}html{font-size:10.5pt;color-scheme:light}body{padding:0}main{max-width:none;border:0;padding:0}.wide{overflow:visible}thead{display:table-header-group}tr,img,.who{break-inside:avoid}h1,h2,h3,h4,h5,h6{break-after:avoid}.said{border:1px solid var(--warn)}}
@page{margin:15mm}
`;

const HASH = createHash('sha256').update(STYLE).digest('base64');

/** What the page may do, said in the page itself: show its own style and the pictures that are in it. */
export const PAGE_POLICY = `default-src 'none'; img-src data:; style-src 'sha256-${HASH}'; base-uri 'none'; form-action 'none'`;

/**
 * Headers of the page when it is served to a frame: what {@link PAGE_POLICY} says, and what only a header can, a sandbox
 * without anything allowed in it, inside our own window alone.
 */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': `${PAGE_POLICY}; frame-ancestors 'self'; sandbox`,
};
