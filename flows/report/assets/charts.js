// The charts. Observable Plot draws them, in the colours of the page; texts of articles reach them as text only.

const STATUSES = ["reported", "target", "proposed", "forecast", "hypothetical", "denied"];
const SIGNS = { reported: ["circle", "●"], target: ["triangle", "▲"], proposed: ["square", "■"], forecast: ["diamond", "◆"], hypothetical: ["star", "★"], denied: ["times", "✖"] };
const COLOUR = { domain: STATUSES, range: STATUSES.map(status => `var(--${status})`) };
const SYMBOL = { domain: STATUSES, range: STATUSES.map(status => SIGNS[status][0]) };
const LETTER = 7.2; // width of a letter of the charts, in pixels
const MOST_POINTS = 40;
const MOST_TOPICS = 300;
const MOST_LINES = 8;

const cut = (text, most) => text.length > most ? `${text.slice(0, most - 1)}…` : text;

/** One figure as a chart draws it. */
function point(figures, row) {
  const value = figures.amount(row), day = figures.word("day", row), about = figures.article(row);
  const said = figures.word("said_by", row), whose = figures.word("subject", row);
  const tip = [`${figures.stated(row)}, ${figures.word("status", row)}`, said, [figures.word("measure", row), whose, figures.word("period", row)].filter(Boolean).join(" · "), about.title ?? about.file];
  return {
    row, value, said, whose, measure: figures.word("measure", row), status: figures.word("status", row), stated: figures.stated(row),
    low: figures.numbers.low[row] ?? value, high: figures.numbers.high[row] ?? value,
    day: day === null ? null : new Date(`${day}T00:00:00Z`), period: figures.word("period", row),
    tip: tip.map(line => cut(line, 60)).join("\n"),
  };
}

/** The scale of amounts: by powers of ten where they span more than three. */
function scale(points, unit) {
  const ends = points.flatMap(one => [one.low, one.high]), least = Math.min(...ends), most = Math.max(...ends);
  const log = least > 0 && most / least > 1000;
  return { scale: { type: log ? "log" : "linear", grid: true, ticks: 5, label: null, nice: true, tickFormat: n => short.format(n) + (unit === "%" ? "%" : "") },
    /** Whether there is more room behind a figure than before it. */
    behind: one => log ? most / one.high >= one.low / least : most - one.high >= one.low - least };
}

/** Every figure on a line of its own, by size: who gives it, as what. */
function drawWho(points, unit, width, naming) {
  const sorted = [...points].sort((a, b) => a.value - b.value).map((one, n) => ({ ...one, n }));
  const { scale: x, behind } = scale(sorted, unit), marginLeft = Math.min(190, Math.max(100, width * 0.3));
  const label = one => cut(naming(one), Math.floor((width - marginLeft) / 2 / LETTER));
  const text = (kept, anchor, dx) => Plot.text(sorted.filter(kept), { x: anchor === "start" ? "high" : "low", y: "n", text: label, textAnchor: anchor, dx, fill: "currentColor", stroke: "var(--paper)", strokeWidth: 4 });
  return Plot.plot({
    width, marginLeft, marginRight: 20, marginTop: 26, height: 50 + 24 * sorted.length, className: "chart",
    x: { ...x, axis: "top" }, y: { type: "band", label: null, tickSize: 0, tickFormat: n => cut(sorted[n].said, Math.floor(marginLeft / LETTER)) },
    color: COLOUR, symbol: SYMBOL,
    marks: [
      Plot.ruleY(sorted.filter(one => one.low !== one.high), { x1: "low", x2: "high", y: "n", stroke: "status", strokeWidth: 5, strokeOpacity: 0.4 }),
      Plot.dot(sorted, { x: "value", y: "n", fill: "status", symbol: "status", r: 5 }),
      text(behind, "start", 10), text(one => !behind(one), "end", -10),
      Plot.tip(sorted, Plot.pointerY({ x: "value", y: "n", title: "tip", fill: "var(--paper)" })),
    ],
  });
}

/** Too many figures for a line each: one line a speaker, those with most figures first. */
function drawSpeakers(points, unit, width) {
  const counts = d3.rollup(points, group => group.length, one => one.said);
  const speakers = [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_POINTS).map(pair => pair[0]);
  const kept = points.filter(one => speakers.includes(one.said)), marginLeft = Math.min(190, Math.max(100, width * 0.3));
  return Plot.plot({
    width, marginLeft, marginRight: 20, marginTop: 26, height: 50 + 20 * speakers.length, className: "chart",
    x: { ...scale(kept, unit).scale, axis: "top" }, y: { type: "band", domain: speakers, label: null, tickSize: 0, tickFormat: said => cut(said, Math.floor(marginLeft / LETTER)) },
    color: COLOUR, symbol: SYMBOL,
    marks: [
      Plot.dot(kept, { x: "value", y: "said", fill: "status", symbol: "status", fillOpacity: 0.75 }),
      Plot.tip(kept, Plot.pointer({ x: "value", y: "said", title: "tip", fill: "var(--paper)" })),
    ],
  });
}

/** The same figures over time, those reported of one subject joined. */
function drawWhen(points, unit, width) {
  const dated = points.filter(one => one.day).sort((a, b) => a.day - b.day), { scale: y } = scale(dated, unit);
  const frequent = [...d3.rollup(dated, group => group.length, one => one.whose)].filter(pair => pair[0]).sort((a, b) => b[1] - a[1]).slice(0, MOST_LINES).map(pair => pair[0]);
  const reported = dated.filter(one => one.status === "reported" && frequent.includes(one.whose));
  const last = frequent.map(whose => dated.findLast(one => one.whose === whose));
  return Plot.plot({
    width, height: Math.min(420, Math.max(260, width * 0.45)), marginLeft: 56, marginRight: width < 560 ? 70 : 130, marginBottom: 34, className: "chart",
    x: { type: "utc", label: null, nice: true, ticks: width < 560 ? 4 : 8 }, y: { ...y, labelArrow: "none" }, color: COLOUR, symbol: SYMBOL,
    marks: [
      Plot.ruleX(dated.filter(one => one.low !== one.high), { x: "day", y1: "low", y2: "high", stroke: "status", strokeWidth: 4, strokeOpacity: 0.4 }),
      Plot.line(reported, { x: "day", y: "value", z: "whose", stroke: "var(--soft)" }),
      Plot.dot(dated, { x: "day", y: "value", fill: "status", symbol: "status", r: 5 }),
      Plot.text(last, { x: "day", y: "value", text: one => cut(one.whose, width < 560 ? 10 : 20), textAnchor: "start", dx: 9, fill: "currentColor", stroke: "var(--paper)", strokeWidth: 4 }),
      Plot.tip(dated, Plot.pointer({ x: "day", y: "value", title: "tip", fill: "var(--paper)" })),
    ],
  });
}

/** Put a chart into `place`, named for who cannot see it; a click on it opens the figure it points at. */
function put(place, chart, name, open = null) {
  // Plot labels groups of marks, which have no role that may carry a label; the chart as a whole has one.
  for (const group of chart.querySelectorAll("[aria-label]")) {
    group.dataset.mark = group.getAttribute("aria-label");
    group.removeAttribute("aria-label");
  }
  chart.setAttribute("role", "img");
  chart.setAttribute("aria-label", name);
  if (open) chart.addEventListener("click", () => { if (chart.value) open([chart.value.row]); });
  place.replaceChildren(chart);
}

/** A list of bars that are buttons: pairs of word and total. */
function bars(title, pairs, choose, telling = null) {
  const most = Math.max(...pairs.map(pair => pair[1]), 1);
  const items = pairs.map((pair, n) => {
    const bar = element("span", { class: "bar", "aria-hidden": "true" });
    bar.style.width = `${100 * pair[1] / most}%`;
    return element("li", {}, element("button", { type: "button", onclick: () => choose(pair[0], n) },
      element("span", { class: "label" }, pair[0].replace("_", " ")), element("span", { class: "total" }, telling ? telling(n) : whole.format(pair[1])), bar));
  });
  return element("div", {}, title ? element("h3", {}, title) : null, element("ul", { class: "bars" }, ...items));
}

class Charts {
  constructor(figures, table) {
    this.figures = figures;
    this.table = table;
    this.open = rows => table.only(rows);
    this.form = document.getElementById("topic-choice");
    this.#glance();
    this.#topics();
    this.#agreed();
    for (const name of ["topic", "subject"]) this.form.elements[name].addEventListener("change", () => this.#topic(name === "topic"));
    this.form.elements.show.addEventListener("click", () => this.open(this.#rows()));
    this.draw();
    let width = innerWidth, waiting;
    addEventListener("resize", () => {
      clearTimeout(waiting);
      if (innerWidth !== width) waiting = setTimeout(() => { width = innerWidth; this.draw(); }, 200);
    });
  }

  /** Draw what depends on the width of the page. */
  draw() {
    this.#topic(false);
    this.#disagreements();
    this.#quality();
  }

  #glance() {
    const list = (title, name, pairs) => pairs.length === 0 ? "" : bars(title, pairs.slice(0, 8), word => this.table.filter({ [name]: word }));
    const { figures } = this, named = d3.range(figures.n).filter(row => !figures.by_outlet[row]);
    document.getElementById("bars").replaceChildren(
      list("What about", "topic", figures.counts("topic")), list("Whose", "subject", figures.counts("subject")),
      list("Who says so, where a name is given", "said_by", figures.counts("said_by", named)),
      list("As what", "status", figures.counts("status")), list("Of which kind", "kind", figures.counts("kind")),
      list("Where", "outlet", figures.counts("outlet")));
  }

  /** Group figures of one topic and unit; known topics come first, of them those that most voices speak of. */
  #topics() {
    const { figures } = this, groups = new Map(), { codes: topics } = figures.words.topic, { codes: units } = figures.words.unit;
    for (let row = 0; row < figures.n; row++) {
      if (topics[row] < 0 || figures.word("kind", row) === "score" || figures.amount(row) === null) continue;
      const key = topics[row] * figures.words.unit.words.length + units[row];
      if (groups.has(key)) groups.get(key).push(row); else groups.set(key, [row]);
    }
    const known = rows => figures.known[rows[0]], voices = rows => new Set(rows.map(row => figures.words.said_by.codes[row])).size;
    this.topics = [...groups.values()].filter(rows => rows.length > 1).map(rows => [rows, voices(rows)])
      .sort((a, b) => known(b[0]) - known(a[0]) || b[1] - a[1] || b[0].length - a[0].length).slice(0, MOST_TOPICS).map(pair => pair[0]);
    const name = rows => `${figures.word("topic", rows[0])}, ${figures.word("unit", rows[0])} (${whole.format(rows.length)})`;
    this.form.elements.topic.append(...this.topics.map((rows, n) => element("option", { value: n }, name(rows))));
    document.getElementById("legend").append(...figures.counts("status").map(([status]) => element("li", { "data-status": status, "data-sign": SIGNS[status][1] }, status)));
    this.#subjects();
  }

  #subjects() {
    const rows = this.topics[this.form.elements.topic.value] ?? [], counts = this.figures.counts("subject", rows);
    this.form.elements.subject.replaceChildren(element("option", { value: "" }, "everybody's"), ...counts.map(([word, n]) => element("option", { value: word }, `${word} (${n})`)));
  }

  #rows() {
    const rows = this.topics[this.form.elements.topic.value] ?? [], whose = this.form.elements.subject.value;
    return whose ? rows.filter(row => this.figures.word("subject", row) === whose) : rows;
  }

  #topic(changed) {
    if (changed) this.#subjects();
    const who = document.getElementById("who"), when = document.getElementById("when"), rows = this.#rows();
    if (!rows.length) {
      who.textContent = when.textContent = "No topic is told of twice yet.";
      return;
    }
    const points = rows.map(row => point(this.figures, row)), unit = this.figures.word("unit", rows[0]), topic = this.figures.word("topic", rows[0]);
    const naming = one => [one.stated, one.whose, one.period].filter(Boolean).join(" · ");
    document.getElementById("who-caption").textContent = points.length <= MOST_POINTS
      ? "Each figure and who gives it, from the smallest to the largest" : `Who gives which figures: the ${MOST_POINTS} with most of them, or all`;
    const chart = points.length <= MOST_POINTS ? drawWho(points, unit, who.clientWidth, naming) : drawSpeakers(points, unit, who.clientWidth);
    put(who, chart, `${topic}: ${some(points.length, "figure")} by who gives them; the table below has each with its sentence`, this.open);
    const days = new Set(points.filter(one => one.day).map(one => +one.day));
    if (days.size > 1) put(when, drawWhen(points, unit, when.clientWidth), `${topic} over time, ${some(days.size, "day")}`, this.open);
    else when.textContent = "Too few of these figures have a date to set them beside one another.";
  }

  #disagreements() {
    const place = document.querySelector("#disagreements .cards"), groups = this.figures.disagreements;
    if (!groups.length) {
      place.replaceChildren(element("p", {}, "None was found."));
      return;
    }
    const most = place.dataset.all ? groups.length : 6;
    place.replaceChildren(...groups.slice(0, most).map(rows => this.#disagreement(rows)));
    for (const [n, card] of [...place.children].entries()) this.#drawCard(card, groups[n]);
    if (groups.length > most) {
      place.append(element("button", { type: "button", onclick: () => { place.dataset.all = "yes"; this.#disagreements(); place.children[most].querySelector("button").focus(); } }, `Show the other ${groups.length - most}`));
    }
  }

  #disagreement(rows) {
    const { figures } = this, word = name => figures.word(name, rows[0]);
    const title = [word("topic"), word("base") ? `of ${word("base")}` : null].filter(Boolean).join(" ");
    return element("article", {}, element("h3", {}, `${title}: ${word("subject")}`), element("p", {}, `${some(rows.length, "figure")}, ${word("status")}, in ${word("unit")}`),
      element("div", { class: "place" }), element("button", { type: "button", "aria-label": `Show the figures of ${title}: ${word("subject")}`, onclick: () => this.open(rows) }, "Show the figures"));
  }

  #drawCard(card, rows) {
    const place = card.querySelector(".place"), points = rows.slice(0, MOST_POINTS).map(row => point(this.figures, row));
    const words = new Set(points.map(one => one.measure));
    const naming = one => [one.stated, words.size > 1 ? one.measure : null, one.period].filter(Boolean).join(" · ");
    put(place, drawWho(points, this.figures.word("unit", rows[0]), place.clientWidth, naming), points.map(one => `${one.stated}: ${one.said}`).join("; "), this.open);
  }

  #agreed() {
    const { figures } = this, place = document.querySelector("#corroboration .agreed"), agreed = figures.corroboration;
    const name = ([, , rows]) => [figures.stated(rows[0]), figures.word("topic", rows[0]), figures.word("subject", rows[0]), figures.word("status", rows[0])].filter(Boolean).join(" · ");
    const telling = n => `${some(agreed[n][0], "source")} in ${some(agreed[n][1], "article")}`;
    place.replaceChildren(agreed.length ? bars(null, agreed.slice(0, 25).map(group => [name(group), group[0]]), (_, n) => this.open(agreed[n][2]), telling) : "No figure stands in more than one article yet.");
  }

  #quality() {
    const { runs, rang } = this.figures, refused = document.getElementById("refused"), place = document.getElementById("rang");
    const told = runs.filter(run => run[2]).map(([began, , candidates, quarantined]) => ({ began: new Date(`${began.replace(" ", "T")}Z`), share: quarantined / candidates, tip: `${began}\n${quarantined} of ${candidates} numbers kept out` }));
    if (!told.length) refused.textContent = "No run has found a number yet.";
    else put(refused, Plot.plot({
      width: refused.clientWidth, height: 180, marginLeft: 48, className: "chart", x: { type: "utc", label: null, ...(told.length === 1 ? { ticks: [told[0].began], tickFormat: d3.utcFormat("%Y-%m-%d") } : { nice: true }) },
      y: { grid: true, label: null, ticks: 4, percent: true, tickFormat: n => `${n}%`, domain: [0, Math.max(5, 110 * Math.max(...told.map(run => run.share)))] },
      marks: [Plot.ruleY([0]), Plot.line(told, { x: "began", y: "share", stroke: "var(--reported)" }), Plot.dot(told, { x: "began", y: "share", fill: "var(--reported)", r: 4 }), Plot.tip(told, Plot.pointerX({ x: "began", y: "share", title: "tip", fill: "var(--paper)" }))],
    }), `Share of numbers kept out in ${some(told.length, "run")}; in the last ${d3.format(".1%")(told.at(-1).share)}`);
    if (!rang.length) {
      place.textContent = "No rule was broken.";
      return;
    }
    const cells = rang.map(([began, rule, severity, failed, checked]) => ({ began: began.slice(0, 16), rule, severity, failed, tip: `${rule}\n${began}\n${failed} of ${checked} rows, ${severity}` }));
    const rules = new Set(cells.map(cell => cell.rule)), narrow = place.clientWidth < 560, days = [...new Set(cells.map(cell => cell.began))];
    put(place, Plot.plot({
      width: Math.min(place.clientWidth, (narrow ? 150 : 250) + Math.max(120, 40 * days.length)), height: 40 + 26 * rules.size, marginLeft: narrow ? 150 : 250, marginTop: 26, className: "chart",
      x: { type: "band", domain: days, label: null, axis: "top", ticks: days.filter((_, n) => n === 0 || n === days.length - 1), tickFormat: day => day.slice(5, 10) }, y: { type: "band", label: null, tickSize: 0, tickFormat: rule => cut(rule, narrow ? 22 : 38) },
      marks: [
        Plot.cell(cells, { x: "began", y: "rule", fill: cell => cell.severity === "critical" ? "var(--bad)" : "var(--look)", inset: 1, rx: 3 }),
        Plot.text(cells, { x: "began", y: "rule", text: cell => short.format(cell.failed), fill: "var(--paper)", fontWeight: 600 }),
        Plot.tip(cells, Plot.pointer({ x: "began", y: "rule", title: "tip", fill: "var(--paper)" })),
      ],
    }), `Rules broken in ${some(days.length, "run")}: ${[...rules].join(", ")}`);
  }
}
