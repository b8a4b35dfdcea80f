// How each chart is drawn: by Observable Plot, in the colours of the page; texts of articles reach it as text only.

const STATUSES = ["reported", "target", "proposed", "forecast", "hypothetical", "denied"];
const SIGNS = {
  reported: ["circle", "●"],
  target: ["triangle", "▲"],
  proposed: ["square", "■"],
  forecast: ["diamond", "◆"],
  hypothetical: ["star", "★"],
  denied: ["times", "✖"],
};
const COLOUR = { domain: STATUSES, range: STATUSES.map(status => `var(--${status})`) };
const SYMBOL = { domain: STATUSES, range: STATUSES.map(status => SIGNS[status][0]) };
const LETTER = 7.2; // width of a letter of the charts, in pixels
const MOST_POINTS = 40;
const MOST_LINES = 8;

const cut = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** One figure as a chart draws it. */
function point(figures, row) {
  const value = figures.amount(row),
    day = figures.word("day", row),
    about = figures.article(row);
  const said = figures.word("said_by", row),
    whose = figures.word("subject", row);
  const tip = [
    `${figures.stated(row)}, ${figures.word("status", row)}`,
    said,
    [figures.word("measure", row), whose, figures.word("period", row)].filter(Boolean).join(" · "),
    about.title ?? about.file,
  ];
  return {
    row,
    value,
    said,
    whose,
    measure: figures.word("measure", row),
    status: figures.word("status", row),
    stated: figures.stated(row),
    low: figures.numbers.low[row] ?? value,
    high: figures.numbers.high[row] ?? value,
    day: day === null ? null : new Date(`${day}T00:00:00Z`),
    period: figures.word("period", row),
    tip: tip.map(line => cut(line, 60)).join("\n"),
  };
}

/** The scale of amounts: by powers of ten where they span more than three. */
function scale(points, unit) {
  const ends = points.flatMap(one => [one.low, one.high]),
    least = Math.min(...ends),
    most = Math.max(...ends);
  const log = least > 0 && most / least > 1000;
  return {
    scale: {
      type: log ? "log" : "linear",
      grid: true,
      ticks: 5,
      label: null,
      nice: true,
      tickFormat: n => short.format(n) + (unit === "%" ? "%" : ""),
    },
    /** Whether there is more room behind a figure than before it. */
    behind: one => (log ? most / one.high >= one.low / least : most - one.high >= one.low - least),
  };
}

/** Every figure on a line of its own, by size: who gives it, as what. */
function drawWho(points, unit, width, naming) {
  const sorted = [...points].sort((a, b) => a.value - b.value).map((one, n) => ({ ...one, n }));
  const { scale: x, behind } = scale(sorted, unit),
    marginLeft = Math.min(190, Math.max(100, width * 0.3));
  const label = one => cut(naming(one), Math.floor((width - marginLeft) / 2 / LETTER));
  const text = (kept, anchor, dx) =>
    Plot.text(sorted.filter(kept), {
      x: anchor === "start" ? "high" : "low",
      y: "n",
      text: label,
      textAnchor: anchor,
      dx,
      fill: "currentColor",
      stroke: "var(--paper)",
      strokeWidth: 4,
    });
  return Plot.plot({
    width,
    marginLeft,
    marginRight: 20,
    marginTop: 26,
    height: 50 + 24 * sorted.length,
    className: "chart",
    x: { ...x, axis: "top" },
    y: {
      type: "band",
      label: null,
      tickSize: 0,
      tickFormat: n => cut(sorted[n].said, Math.floor(marginLeft / LETTER)),
    },
    color: COLOUR,
    symbol: SYMBOL,
    marks: [
      Plot.ruleY(
        sorted.filter(one => one.low !== one.high),
        { x1: "low", x2: "high", y: "n", stroke: "status", strokeWidth: 5, strokeOpacity: 0.4 },
      ),
      Plot.dot(sorted, { x: "value", y: "n", fill: "status", symbol: "status", r: 5 }),
      text(behind, "start", 10),
      text(one => !behind(one), "end", -10),
      Plot.tip(sorted, Plot.pointerY({ x: "value", y: "n", title: "tip", fill: "var(--paper)" })),
    ],
  });
}

/** Too many figures for a line each: one line a speaker, those with most figures first. */
function drawSpeakers(points, unit, width) {
  const counts = d3.rollup(
    points,
    group => group.length,
    one => one.said,
  );
  const speakers = [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_POINTS)
    .map(pair => pair[0]);
  const kept = points.filter(one => speakers.includes(one.said)),
    marginLeft = Math.min(190, Math.max(100, width * 0.3));
  return Plot.plot({
    width,
    marginLeft,
    marginRight: 20,
    marginTop: 26,
    height: 50 + 20 * speakers.length,
    className: "chart",
    x: { ...scale(kept, unit).scale, axis: "top" },
    y: {
      type: "band",
      domain: speakers,
      label: null,
      tickSize: 0,
      tickFormat: said => cut(said, Math.floor(marginLeft / LETTER)),
    },
    color: COLOUR,
    symbol: SYMBOL,
    marks: [
      Plot.dot(kept, { x: "value", y: "said", fill: "status", symbol: "status", fillOpacity: 0.75 }),
      Plot.tip(kept, Plot.pointer({ x: "value", y: "said", title: "tip", fill: "var(--paper)" })),
    ],
  });
}

/** The same figures over time, those reported of one subject joined. */
function drawWhen(points, unit, width) {
  const dated = points.filter(one => one.day).sort((a, b) => a.day - b.day),
    { scale: y } = scale(dated, unit);
  const frequent = [
    ...d3.rollup(
      dated,
      group => group.length,
      one => one.whose,
    ),
  ]
    .filter(pair => pair[0])
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_LINES)
    .map(pair => pair[0]);
  const reported = dated.filter(one => one.status === "reported" && frequent.includes(one.whose));
  const last = frequent.map(whose => dated.findLast(one => one.whose === whose));
  return Plot.plot({
    width,
    height: Math.min(420, Math.max(260, width * 0.45)),
    marginLeft: 56,
    marginRight: width < 560 ? 70 : 130,
    marginBottom: 34,
    className: "chart",
    x: { type: "utc", label: null, nice: true, ticks: width < 560 ? 4 : 8 },
    y: { ...y, labelArrow: "none" },
    color: COLOUR,
    symbol: SYMBOL,
    marks: [
      Plot.ruleX(
        dated.filter(one => one.low !== one.high),
        { x: "day", y1: "low", y2: "high", stroke: "status", strokeWidth: 4, strokeOpacity: 0.4 },
      ),
      Plot.line(reported, { x: "day", y: "value", z: "whose", stroke: "var(--soft)" }),
      Plot.dot(dated, { x: "day", y: "value", fill: "status", symbol: "status", r: 5 }),
      Plot.text(last, {
        x: "day",
        y: "value",
        text: one => cut(one.whose, width < 560 ? 10 : 20),
        textAnchor: "start",
        dx: 9,
        fill: "currentColor",
        stroke: "var(--paper)",
        strokeWidth: 4,
      }),
      Plot.tip(dated, Plot.pointer({ x: "day", y: "value", title: "tip", fill: "var(--paper)" })),
    ],
  });
}

/** The share of numbers that each run kept out. */
function drawRefused(told, width) {
  const days = told.length === 1 ? { ticks: [told[0].began], tickFormat: d3.utcFormat("%Y-%m-%d") } : { nice: true };
  const highest = Math.max(5, 110 * Math.max(...told.map(run => run.share)));
  return Plot.plot({
    width,
    height: 180,
    marginLeft: 48,
    className: "chart",
    x: { type: "utc", label: null, ...days },
    y: { grid: true, label: null, ticks: 4, percent: true, tickFormat: n => `${n}%`, domain: [0, highest] },
    marks: [
      Plot.ruleY([0]),
      Plot.line(told, { x: "began", y: "share", stroke: "var(--reported)" }),
      Plot.dot(told, { x: "began", y: "share", fill: "var(--reported)", r: 4 }),
      Plot.tip(told, Plot.pointerX({ x: "began", y: "share", title: "tip", fill: "var(--paper)" })),
    ],
  });
}

/** Which rule rang in which run, on how many rows. */
function drawRang(cells, nRules, width) {
  const days = [...new Set(cells.map(cell => cell.began))];
  const marginLeft = width < 560 ? 150 : 250;
  return Plot.plot({
    width: Math.min(width, marginLeft + Math.max(120, 40 * days.length)),
    height: 40 + 26 * nRules,
    marginLeft,
    marginTop: 26,
    className: "chart",
    x: {
      type: "band",
      domain: days,
      label: null,
      axis: "top",
      ticks: [...new Set([days[0], days.at(-1)])],
      tickFormat: day => day.slice(5, 10),
    },
    y: { type: "band", label: null, tickSize: 0, tickFormat: rule => cut(rule, Math.floor(marginLeft / LETTER)) },
    marks: [
      Plot.cell(cells, {
        x: "began",
        y: "rule",
        fill: cell => (cell.severity === "critical" ? "var(--bad)" : "var(--look)"),
        inset: 1,
        rx: 3,
      }),
      Plot.text(cells, {
        x: "began",
        y: "rule",
        text: cell => short.format(cell.failed),
        fill: "var(--paper)",
        fontWeight: 600,
      }),
      Plot.tip(cells, Plot.pointer({ x: "began", y: "rule", title: "tip", fill: "var(--paper)" })),
    ],
  });
}
