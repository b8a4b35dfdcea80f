// The table of figures: a page of rows at a time, each of which opens its sentence.

const PAGE = 50;
const PRINTED = 500;
const COLUMNS = [
  ["amount", "Figure"],
  ["topic", "Of what"],
  ["subject", "Whose"],
  ["day", "When"],
  ["status", "Status"],
  ["said_by", "Said by"],
  ["published", "Article"],
];
const FILTERS = ["status", "kind", "topic", "subject", "said_by", "outlet", "sure"];
const MOST_CHOICES = 300;

class Table {
  constructor(figures) {
    this.figures = figures;
    this.selection = new Selection(figures);
    this.form = document.getElementById("choice");
    this.table = document.querySelector("table.figures");
    for (const name of FILTERS) this.#fill(name);
    this.#head();
    this.form.addEventListener("submit", event => event.preventDefault());
    this.form.addEventListener("reset", () => setTimeout(() => this.find()));
    for (const name of [...FILTERS, "order"]) this.form.elements[name].addEventListener("change", () => this.find());
    let waiting;
    this.form.elements.query.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => this.find(), 120);
    });
    addEventListener("beforeprint", () => this.#rows(PRINTED));
    addEventListener("afterprint", () => this.#rows(PAGE));
    this.find();
  }

  /** Show the rows that match, from the first. */
  find() {
    const fields = this.form.elements;
    const filters = Object.fromEntries(FILTERS.map(name => [name, fields[name].value]).filter(pair => pair[1] !== ""));
    const down = fields.order.value.startsWith("-"),
      sort = fields.order.value.replace("-", "");
    for (const cell of this.table.tHead.rows[0].cells) {
      if (cell.dataset.column === sort) cell.setAttribute("aria-sort", down ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    }
    this.show(this.selection.rows({ query: fields.query.value, filters, sort, down }));
  }

  /** Show the rows with the given words in the given columns, and go there. */
  filter(filters) {
    this.form.reset();
    for (const [name, word] of Object.entries(filters)) this.#choose(name, word);
    setTimeout(() => {
      this.find();
      this.#come();
    });
  }

  /** Show just these rows, and go there; open the first when there is one. */
  only(rows) {
    this.form.reset();
    setTimeout(() => {
      this.show(rows, rows.length === 1 ? "One figure, chosen above" : `${some(rows.length, "figure")}, chosen above`);
      if (rows.length === 1) this.table.querySelector(".opener").click();
      this.#come();
    });
  }

  show(rows, words = null) {
    this.rows = rows;
    this.at = 0;
    const { n } = this.figures;
    document.getElementById("count").textContent =
      words ?? (rows.length === n ? some(n, "figure") : `${whole.format(rows.length)} of ${some(n, "figure")}`);
    this.#rows(PAGE);
  }

  #come() {
    document.getElementById("figures").scrollIntoView();
    (this.table.querySelector(".opener") ?? this.form.elements.query).focus({ preventScroll: true });
  }

  #fill(name) {
    const counts = this.figures.counts(name).slice(0, MOST_CHOICES);
    const options = counts.map(([word, total]) =>
      element("option", { value: word }, `${word.replace("_", " ")} (${whole.format(total)})`),
    );
    this.form.elements[name].append(element("option", { value: "" }, "all"), ...options);
  }

  #choose(name, word) {
    const list = this.form.elements[name];
    if (![...list.options].some(option => option.value === word)) list.append(element("option", { value: word }, word));
    list.value = word;
  }

  #head() {
    const cells = COLUMNS.map(([name, title]) =>
      element(
        "th",
        { scope: "col", role: "columnheader", "data-column": name },
        element("button", { type: "button", onclick: () => this.#order(name) }, title),
      ),
    );
    this.table.tHead.append(element("tr", { role: "row" }, ...cells));
    const orders = COLUMNS.flatMap(([name, title]) => [
      [name, `${title}, up`],
      [`-${name}`, `${title}, down`],
    ]);
    this.form.elements.order.append(
      ...[["", "latest first"], ...orders].map(([value, words]) => element("option", { value }, words)),
    );
  }

  #order(name) {
    const { order } = this.form.elements;
    order.value = order.value === name ? `-${name}` : name;
    this.find();
  }

  #rows(most) {
    const shown = this.rows.slice(this.at, this.at + most);
    this.table.tBodies[0].replaceChildren(...shown.map(row => this.#row(row)));
    this.table.setAttribute("aria-rowcount", this.rows.length + 1);
    document.querySelectorAll("#figures .pager").forEach(pager => this.#pager(pager, shown.length));
  }

  #pager(pager, shown) {
    const total = this.rows.length,
      last = Math.max(0, Math.ceil(total / PAGE) - 1) * PAGE;
    const turn = (words, at, able) =>
      element("button", { type: "button", disabled: !able, onclick: () => this.#turn(pager, words, at) }, words);
    const place = total ? `${whole.format(this.at + 1)} to ${whole.format(this.at + shown)}` : "Nothing matches.";
    pager.replaceChildren(
      ...(total <= PAGE && total ? [] : [place]),
      ...(total <= PAGE
        ? []
        : [
            turn("First", 0, this.at > 0),
            turn("Previous", this.at - PAGE, this.at > 0),
            turn("Next", this.at + PAGE, this.at < last),
            turn("Last", last, this.at < last),
          ]),
    );
  }

  #turn(pager, words, at) {
    this.at = at;
    this.#rows(PAGE);
    const same = [...pager.querySelectorAll("button")].find(button => button.textContent === words && !button.disabled);
    (same ?? pager.querySelector("button:enabled")).focus();
  }

  #row(row) {
    const { figures } = this,
      word = name => figures.word(name, row),
      about = figures.article(row);
    const opener = element(
      "button",
      { type: "button", class: "opener", "aria-expanded": "false" },
      figures.stated(row),
    );
    const status = word("status");
    const base = this.#told("base", row, word("base"));
    const cells = [
      [opener, word("change") ? element("span", { class: "change" }, ` ${word("change")}`) : null],
      [
        this.#told("measure", row, word("measure")),
        base === null ? null : element("span", { class: "base" }, " of ", base),
      ],
      [this.#told("subject", row, word("subject"))],
      [this.#told("period", row, word("period"))],
      [this.#told("status", row, element("span", { class: "status", "data-status": status }, status))],
      [this.#told("speaker", row, word("said_by"))],
      [about.title ?? about.file, about.published ? element("span", { class: "base" }, ` ${about.published}`) : null],
    ].map((children, n) =>
      element(
        "td",
        { role: "cell", "data-name": COLUMNS[n][1], class: children[0] === null ? "empty" : null },
        element("div", {}, ...children),
      ),
    );
    const made = element("tr", { role: "row", "data-row": row }, ...cells);
    made.addEventListener("click", event => {
      if (event.target === opener || !getSelection().toString()) this.#toggle(made, opener, row);
    });
    return made;
  }

  /** What stands in a cell: as it is told, or greyed what was read of a field that is not sure; nothing stays empty. */
  #told(field, row, shown) {
    const doubt = this.figures.doubted(field, row);
    if (doubt === null) return shown;
    if (doubt.told === null && field !== "speaker") return null;
    return element(
      "span",
      { class: "unsure", title: doubt.words },
      doubt.told ?? "the article itself",
      element("span", { class: "unseen" }, `, ${doubt.words}`),
    );
  }

  #toggle(made, opener, row) {
    const open = opener.getAttribute("aria-expanded") === "true";
    opener.setAttribute("aria-expanded", String(!open));
    if (open) made.nextElementSibling.remove();
    else
      made.after(
        element(
          "tr",
          { class: "detail", role: "row" },
          element("td", { colspan: COLUMNS.length, role: "cell" }, ...this.#detail(row)),
        ),
      );
  }

  #detail(row) {
    const { figures } = this,
      [line, start, end, from, to] = figures.places[row],
      text = figures.lines[line];
    const sentence = element(
      "span",
      { class: "sentence" },
      text.slice(from, start),
      element("mark", {}, text.slice(start, end)),
      text.slice(end, to),
    );
    const about = figures.article(row),
      word = name => figures.word(name, row),
      { value, low, high, line_n } = figures.numbers;
    const amounts = value[row] === null ? [low[row], high[row]].filter(one => one !== null) : [value[row]];
    const told = (field, shown) => {
      const doubt = figures.doubted(field, row);
      return doubt === null ? shown : `${doubt.told ?? "nothing"}: ${doubt.words}`;
    };
    const facts = [
      [
        "Read as",
        `${amounts.map(one => whole.format(one)).join(" to ")} ${word("unit")} (${word("kind").replace("_", " ")}${word("change") ? `, ${word("change")}` : ""})`,
      ],
      ["Of what", told("measure", word("measure"))],
      ["Out of", told("base", word("base"))],
      ["Whose", told("subject", word("subject"))],
      ["When", told("period", word("period"))],
      [
        "Said by",
        told("speaker", figures.by_outlet[row] ? `${word("said_by")}: the article names nobody` : word("said_by")),
      ],
      ["Status", told("status", word("status"))],
      ["Article", [about.title, about.byline, about.outlet, about.published].filter(Boolean).join(" · ")],
      ["Source", `${about.source}, line ${line_n[row]}`],
      ["Read by rule", word("rule_id")],
    ].filter(pair => pair[1]);
    return [
      element("blockquote", {}, text.slice(0, from), sentence, text.slice(to)),
      element("dl", {}, ...facts.flatMap(([name, told]) => [element("dt", {}, name), element("dd", {}, told)])),
    ];
  }
}
