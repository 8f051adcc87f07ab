/** The one style sheet of a report: a column that is read on a screen of any width and on paper. */
export const PAGE_STYLE = `
:root { color-scheme: light; --ink: #1f2328; --quiet: #57606a; --line: #d8dce1; --soft: #f5f6f8; --blue: #0b5394; --amber: #8a5a00; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0; background: #fff; color: var(--ink); font: 16px/1.5 Helvetica, Arial, "Liberation Sans", sans-serif; }
a { color: var(--blue); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; top: 0; background: #fff; padding: .5rem 1rem; z-index: 1; }
.skip:focus { left: 0; }
.page { max-width: 1240px; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
header { border-bottom: 3px solid var(--blue); padding-bottom: .75rem; margin-bottom: 1.5rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0; }
header p { margin: .35rem 0 0; color: var(--quiet); }
h2 { font-size: 1.4rem; line-height: 1.25; margin: 3rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line); }
main > section:first-child h2 { margin-top: 0; padding-top: 0; border-top: 0; }
h3 { font-size: 1.08rem; line-height: 1.3; margin: 0 0 .3rem; }
p { margin: 0 0 .75rem; max-width: 44rem; overflow-wrap: break-word; }
nav ol { list-style: none; margin: 0 0 1.5rem; padding: 0; font-size: .95rem; }
nav li { margin: .2rem 0; }
nav ol ol { display: none; }
main { min-width: 0; }
.key { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: .75rem; margin: 0 0 1.25rem; padding: 0; }
.key div { background: var(--soft); border-left: 4px solid var(--blue); padding: .6rem .8rem; }
.key dt { color: var(--quiet); font-size: .9rem; }
.key dd { margin: 0; font-size: 1.5rem; font-weight: bold; line-height: 1.25; overflow-wrap: anywhere; }
.warnings { border: 2px solid var(--amber); border-left-width: 8px; padding: .75rem 1rem .25rem; margin: 1.25rem 0; }
.warnings ul { margin: 0 0 .5rem; padding-left: 1.2rem; }
.warnings li { margin: 0 0 .4rem; max-width: 44rem; overflow-wrap: break-word; }
.clear { border: 1px solid var(--line); border-left: 8px solid #0a7350; padding: .6rem 1rem; margin: 1.25rem 0; }
.clear p { margin: 0; }
figure { margin: 1.75rem 0 2.25rem; }
figcaption p { margin-bottom: .5rem; }
svg { display: block; max-width: 100%; height: auto; }
.narrow { display: none; }
details { margin-top: .5rem; font-size: .92rem; }
summary { cursor: pointer; color: var(--blue); width: fit-content; padding: .15rem 0; }
.scroll { background: linear-gradient(to left, #fff 1.5rem, transparent) right / 2.5rem 100% no-repeat local, linear-gradient(to left, #57606a55, transparent) right / 1rem 100% no-repeat scroll; overflow-x: auto; max-height: 32rem; overflow-y: auto; border: 1px solid var(--line); margin-top: .4rem; }
table { border-collapse: collapse; font-size: .875rem; line-height: 1.35; min-width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid var(--line); }
th { background: var(--soft); position: sticky; top: 0; }
.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
th.figure { white-space: normal; }
td:not(.figure) { min-width: 6rem; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .75rem; color: var(--quiet); font-size: .9rem; }
@media (min-width: 1000px) {
  .columns { display: grid; grid-template-columns: 15rem minmax(0, 1fr); gap: 2.5rem; align-items: start; }
  nav { position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto; }
  nav ol ol { display: block; margin: .1rem 0 .6rem .8rem; font-size: .88rem; }
}
@media (max-width: 719px) {
  .wide { display: none; }
  .narrow { display: block; }
  h1 { font-size: 1.55rem; }
  .key { grid-template-columns: 1fr 1fr; }
  .key div:last-child:nth-child(odd) { grid-column: span 2; }
  .key dd { font-size: 1.25rem; }
}
@page { size: A4; margin: 15mm; }
@media print {
  body { font-size: 10.5pt; }
  .page { max-width: none; padding: 0; }
  .skip, nav, summary { display: none; }
  .columns { display: block; }
  .wide { display: block; }
  .narrow { display: none; }
  section + section { break-before: page; }
  h2 { break-after: avoid; margin-top: 0; padding-top: 0; border-top: 0; }
  footer { break-before: avoid; margin-top: 1rem; }
  figure, .warnings, .key div { break-inside: avoid; }
  figure { margin: 1rem 0 1.25rem; }
  .key div { padding: .4rem .6rem; }
  .key dt { font-size: .8rem; }
  .key dd { font-size: 1.1rem; }
  svg { max-height: 225mm; }
  details:not([open]) { display: none; }
  .scroll { overflow: visible; max-height: none; border: 0; background: none; }
  table { font-size: 7.5pt; }
  th, td { padding: .15rem .3rem; }
  td:not(.figure) { min-width: 0; }
  th { position: static; }
  tr { break-inside: avoid; }
  a { color: inherit; text-decoration: none; }
}
`;
