// What each chart is, in Vega-Lite, in the colours of the page; texts of articles are data, and drawn as text only.

const SIGNS = {
  reported: ["circle", "●"],
  target: ["M0,-1.2L1.2,.9L-1.2,.9Z", "▲"],
  proposed: ["square", "■"],
  forecast: ["M0,-1.4L.9,0L0,1.4L-.9,0Z", "◆"],
  hypothetical: ["M0,-1L.22,-.31L.95,-.31L.36,.12L.59,.81L0,.38L-.59,.81L-.36,.12L-.95,-.31L-.22,-.31Z", "★"],
  denied: ["M-.9,-.5L-.5,-.9L0,-.4L.5,-.9L.9,-.5L.4,0L.9,.5L.5,.9L0,.4L-.5,.9L-.9,.5L-.4,0Z", "✖"],
  "not told": ["M-1,-.3L1,-.3L1,.3L-1,.3Z", "▬"],
};
const STATUSES = Object.keys(SIGNS);
const COLOUR = {
  field: "status",
  legend: null,
  scale: { domain: STATUSES, range: STATUSES.map(status => `var(--${status.replace(" ", "-")})`) },
};
const SHAPE = { field: "status", legend: null, scale: { domain: STATUSES, range: STATUSES.map(one => SIGNS[one][0]) } };
const LOOK = {
  // A chart has one name for who cannot see it, in place of hundreds for its marks.
  mark: { aria: false },
  font: "system-ui, sans-serif",
  view: { stroke: null },
  axis: {
    aria: false,
    title: null,
    domain: false,
    gridColor: "currentColor",
    gridOpacity: 0.1,
    labelColor: "currentColor",
    labelFontSize: 12,
    labelSeparation: 4,
    tickColor: "currentColor",
  },
  text: { fontSize: 12, fill: "currentColor", stroke: "var(--paper)", strokeWidth: 4, baseline: "middle" },
  line: { color: "var(--soft)", strokeWidth: 1.5 },
  point: { filled: true, opacity: 1, size: 90 },
};
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
    day: day === null ? null : Date.parse(`${day}T00:00:00Z`),
    period: figures.word("period", row),
    tip: tip.map(line => cut(line, 60)).join("\n"),
  };
}

/** A chart of `width` by `height` pixels, of which `room` is left around its marks for labels. */
const chart = (width, height, room, layer) => ({
  width: width - room.left - room.right,
  height: height - room.top - room.bottom,
  padding: room,
  autosize: "none",
  background: null,
  config: LOOK,
  layer: layer.filter(one => one.data.values.length), // Vega warns of a scale of nothing
});

/** Marks of one kind, named for style and tests. */
const marks = (name, mark, values, encoding) => ({ name, mark, data: { values }, encoding });

const amount = (field, more = {}) => ({ field, type: "quantitative", ...more });
const row = { field: "n", type: "ordinal", axis: null, scale: { type: "band", paddingInner: 0.1, paddingOuter: 0 } };
const tooltip = { field: "tip" };

/** Words at the left of each row, cut with an ellipsis where there is no room. */
const names = (values, left) =>
  marks("names", { type: "text", align: "right", limit: left - 10 }, values, {
    x: { value: -9 },
    y: row,
    text: { field: "name" },
  });

/** The axis of amounts: by powers of ten where they span more than three. */
function amounts(points, unit, orient) {
  const ends = points.flatMap(one => [one.low, one.high]),
    least = Math.min(...ends),
    most = Math.max(...ends);
  const log = least > 0 && most / least > 1000;
  return {
    axis: {
      scale: { domain: [least, most], nice: true, ...(log ? { type: "log" } : { zero: false }) },
      axis: { orient, tickCount: 5, labelFlush: false, labelExpr: `short(datum.value) + "${unit === "%" ? "%" : ""}"` },
    },
    /** Whether there is more room behind a figure than before it. */
    behind: one => (log ? most / one.high >= one.low / least : most - one.high >= one.low - least),
  };
}

/** The axis of time, whose first label has the year, and the day where the others are hours. */
const time = (field, n) => ({
  field,
  type: "temporal",
  scale: { type: "utc", nice: true },
  axis: {
    grid: false,
    tickCount: n,
    labelFlush: false,
    format: { year: "%Y", quarter: "%b", month: "%b", week: "%-d %b", date: "%-d %b", hours: "%H:%M", minutes: "%H:%M" },
    labelExpr: `datum.index || utcFormat(datum.value, "%Y") === datum.label ? datum.label
      : [datum.label, utcFormat(datum.value, indexof(datum.label, ":") < 0 ? "%Y" : "%-d %b %Y")]`,
  },
});

const roomBesideNames = width => ({ left: Math.min(190, Math.max(100, width * 0.3)), right: 20, top: 26, bottom: 12 });

/** Every figure on a line of its own, by size: who gives it, as what. */
function drawWho(points, unit, width, naming) {
  const sorted = [...points]
    .sort((a, b) => a.value - b.value)
    .map((one, n) => ({ ...one, n, name: one.said, label: naming(one) }));
  const { axis, behind } = amounts(sorted, unit, "top"),
    room = roomBesideNames(width);
  const left = `scale("x", datum.low) - 10`,
    right = `width + ${room.right} - scale("x", datum.high) - 10`;
  const labels = (kept, align, dx) =>
    marks(align, { type: "text", align, dx, limit: { expr: align === "left" ? right : left } }, sorted.filter(kept), {
      x: amount(align === "left" ? "high" : "low", axis),
      y: row,
      text: { field: "label" },
    });
  return chart(width, room.top + room.bottom + 24 * sorted.length, room, [
    marks(
      "spans",
      { type: "rule", strokeWidth: 5, opacity: 0.4 },
      sorted.filter(one => one.low !== one.high),
      { x: amount("low", axis), x2: { field: "high" }, y: row, color: COLOUR },
    ),
    marks("dots", "point", sorted, { x: amount("value", axis), y: row, color: COLOUR, shape: SHAPE }),
    labels(behind, "left", 10),
    labels(one => !behind(one), "right", -10),
    names(sorted, room.left),
    // On top: the whole row tells of its figure and opens it.
    marks("rows", { type: "rect", fill: "transparent", cursor: "pointer" }, sorted, {
      x: { value: -room.left },
      x2: { value: width - room.left },
      y: row,
      tooltip,
    }),
  ]);
}

/** Too many figures for a line each: one line a speaker, those with most figures first. */
function drawSpeakers(points, unit, width) {
  const speakers = counted(points.map(one => one.said)).slice(0, MOST_POINTS),
    place = new Map(speakers.map((said, n) => [said, n]));
  const kept = points.filter(one => place.has(one.said)).map(one => ({ ...one, n: place.get(one.said) })),
    room = roomBesideNames(width);
  return chart(width, room.top + room.bottom + 20 * speakers.length, room, [
    marks("dots", { type: "point", size: 64, opacity: 0.75, cursor: "pointer" }, kept, {
      x: amount("value", amounts(kept, unit, "top").axis),
      y: row,
      color: COLOUR,
      shape: SHAPE,
      tooltip,
    }),
    names(
      speakers.map((name, n) => ({ name, n })),
      room.left,
    ),
  ]);
}

/** The same figures over time, those reported of one subject joined. */
function drawWhen(points, unit, width) {
  const dated = points.filter(one => one.day !== null).sort((a, b) => a.day - b.day),
    subjects = counted(dated.map(one => one.whose).filter(Boolean)).slice(0, MOST_LINES);
  const x = time("day", width < 560 ? 4 : 8),
    { axis } = amounts(dated, unit, "left"),
    room = { left: 56, right: width < 560 ? 80 : 150, top: 20, bottom: 34 };
  return chart(width, Math.min(420, Math.max(260, width * 0.45)), room, [
    marks(
      "spans",
      { type: "rule", strokeWidth: 4, opacity: 0.4 },
      dated.filter(one => one.low !== one.high),
      { x, y: amount("low", axis), y2: { field: "high" }, color: COLOUR },
    ),
    marks(
      "lines",
      "line",
      dated.filter(one => one.status === "reported" && subjects.includes(one.whose)),
      { x, y: amount("value", axis), detail: { field: "whose" } },
    ),
    marks("dots", { type: "point", cursor: "pointer" }, dated, {
      x,
      y: amount("value", axis),
      color: COLOUR,
      shape: SHAPE,
      tooltip,
    }),
    marks(
      "ends",
      { type: "text", align: "left", dx: 9, limit: room.right - 10 },
      subjects.map(whose => dated.findLast(one => one.whose === whose)),
      { x, y: amount("value", axis), text: { field: "whose" } },
    ),
  ]);
}

/** The share of numbers that each run kept out. */
function drawRefused(told, width) {
  const only = {
    field: "began",
    type: "ordinal",
    axis: { labelAngle: 0, labelExpr: 'utcFormat(datum.value, "%Y-%m-%d")' },
  };
  const x = told.length === 1 ? only : time("began", width < 560 ? 4 : 8);
  const highest = Math.max(0.05, 1.1 * Math.max(...told.map(run => run.share)));
  const y = amount("share", { scale: { domain: [0, highest] }, axis: { tickCount: 4, format: ".1~%" } });
  return chart(width, 180, { left: 48, right: 20, top: 20, bottom: 34 }, [
    marks("floor", { type: "rule", color: "currentColor" }, [{ share: 0 }], { y }),
    marks("lines", { type: "line", color: "var(--reported)" }, told, { x, y }),
    marks("dots", { type: "point", color: "var(--reported)", size: 64 }, told, { x, y, tooltip }),
  ]);
}

/** Which rule rang in which run, on how many rows. */
function drawRang(cells, rules, width) {
  const days = [...new Set(cells.map(cell => cell.began))],
    room = { left: width < 560 ? 150 : 250, right: 20, top: 26, bottom: 12 };
  const placed = cells.map(cell => ({ ...cell, n: rules.indexOf(cell.rule), shown: short.format(cell.failed) }));
  const x = {
    field: "began",
    type: "ordinal",
    scale: { type: "band", domain: days, paddingInner: 0.15, paddingOuter: 0.1 },
    axis: { orient: "top", values: [days[0], days.at(-1)], labelExpr: "slice(datum.value, 5, 10)", labelAngle: 0 },
  };
  const colour = {
    field: "severity",
    legend: null,
    scale: { domain: ["critical", "warning"], range: ["var(--bad)", "var(--look)"] },
  };
  const wide = Math.min(width, room.left + room.right + Math.max(100, 40 * days.length));
  return chart(wide, room.top + room.bottom + 24 * rules.length, room, [
    marks("cells", { type: "rect", cornerRadius: 3 }, placed, { x, y: row, color: colour, tooltip }),
    marks(
      "counts",
      { type: "text", fill: "var(--paper)", strokeWidth: 0, fontWeight: 600 },
      placed,
      { x, y: row, text: { field: "shown" }, tooltip },
    ),
    names(
      rules.map((name, n) => ({ name, n })),
      room.left,
    ),
  ]);
}
