/** Colours keep 4.5 : 1 against what is behind them, light and dark. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1c2024; --quiet: #5b6470; --paper: #fbfbfa; --card: #fff;
  --line: #dfe3e8; --bar: #2f6f9f; --track: #e6ebf0; --good: #1f7a45; --bad: #b42318; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --quiet: #a3adb8; --paper: #15181c;
  --card: #1d2126; --line: #343b44; --bar: #6fb1de; --track: #2b323a; --good: #5ec48a; --bad: #ff8f82; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: .2rem 0 .4rem; }
h2 { font-size: 1.15rem; margin: 2.4rem 0 .6rem; }
code { font: .92em ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
.kicker { margin: 0; color: var(--quiet); text-transform: uppercase; letter-spacing: .08em; font-size: .8rem; }
.places, .note, footer { color: var(--quiet); }
.places { margin: 0; overflow-wrap: anywhere; }
.verdict { margin-top: 1.4rem; padding: .2rem 1.2rem .6rem; border: 1px solid var(--bad);
  border-left-width: 5px; border-radius: 8px; background: var(--card); }
.verdict h2 { margin: .7rem 0 .3rem; color: var(--bad); }
.verdict ul { margin: 0; padding-left: 1.2rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: .9rem; margin-top: 1.6rem; }
.tile { padding: .9rem 1.1rem 1rem; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
.tile p { margin: 0; color: var(--quiet); font-size: .9rem; }
.tile .value { color: var(--ink); font-size: 1.8rem; font-weight: 600; line-height: 1.3; font-variant-numeric: tabular-nums; }
svg rect { fill: var(--bar); } svg .track { fill: var(--track); } svg line { stroke: var(--line); }
svg text { fill: var(--ink); font-size: 12px; text-anchor: middle; } svg .axis { fill: var(--quiet); }
.columns { display: block; width: 100%; }
.names { min-width: 13rem; }
.bar { display: block; width: 100%; height: 6px; margin-top: .35rem; }
.number .bar { width: 5.5rem; margin-left: auto; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
.scroll:focus-visible, summary:focus-visible { outline: 3px solid var(--bar); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { padding: .5rem .8rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--quiet); font-weight: 600; font-size: .82rem; }
tbody th { font-weight: 600; min-width: 10rem; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.pass { color: var(--good); white-space: nowrap; } .fail { color: var(--bad); white-space: nowrap; }
summary { cursor: pointer; color: var(--quiet); } footer { margin-top: 3rem; font-size: .85rem; }
`;
