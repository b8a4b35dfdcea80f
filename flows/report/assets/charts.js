// Which charts the page shows, and what choosing in them does.

const MOST_TOPICS = 300;

/** A list of bars that are buttons: pairs of word and total. */
function bars(title, pairs, choose, telling = null) {
  const most = Math.max(...pairs.map(pair => pair[1]), 1);
  const items = pairs.map((pair, n) => {
    const bar = element("span", { class: "bar", "aria-hidden": "true" });
    bar.style.width = `${(100 * pair[1]) / most}%`;
    return element(
      "li",
      {},
      element(
        "button",
        { type: "button", onclick: () => choose(pair[0], n) },
        element("span", { class: "label" }, pair[0].replace("_", " ")),
        element("span", { class: "total" }, telling ? telling(n) : whole.format(pair[1])),
        bar,
      ),
    );
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
    for (const name of ["topic", "subject"])
      this.form.elements[name].addEventListener("change", () => this.#topic(name === "topic"));
    this.form.elements.show.addEventListener("click", () => this.open(this.#rows()));
    let width = innerWidth,
      waiting;
    addEventListener("resize", () => {
      clearTimeout(waiting);
      if (innerWidth !== width)
        waiting = setTimeout(() => {
          width = innerWidth;
          this.draw();
        }, 200);
    });
  }

  /** Draw what depends on the width of the page. */
  async draw() {
    await Promise.all([this.#topic(false), this.#disagreements(), this.#quality()]);
  }

  #glance() {
    const list = (title, name, pairs) =>
      pairs.length === 0 ? "" : bars(title, pairs.slice(0, 8), word => this.table.filter({ [name]: word }));
    const { figures } = this,
      named = figures.by_outlet.flatMap((outlet, row) => (outlet ? [] : [row]));
    document
      .getElementById("bars")
      .replaceChildren(
        list("What about", "topic", figures.counts("topic")),
        list("Whose", "subject", figures.counts("subject")),
        list("Who says so, where a name is given", "said_by", figures.counts("said_by", named)),
        list("As what", "status", figures.counts("status")),
        list("Of which kind", "kind", figures.counts("kind")),
        list("Where", "outlet", figures.counts("outlet")),
      );
  }

  /** Group figures of one topic and unit; known topics come first, of them those that most voices speak of. */
  #topics() {
    const { figures } = this,
      groups = new Map(),
      { codes: topics } = figures.words.topic,
      { codes: units } = figures.words.unit;
    for (let row = 0; row < figures.n; row++) {
      if (topics[row] < 0 || figures.word("kind", row) === "score" || figures.amount(row) === null) continue;
      const key = topics[row] * figures.words.unit.words.length + units[row];
      if (groups.has(key)) groups.get(key).push(row);
      else groups.set(key, [row]);
    }
    const known = rows => figures.known[rows[0]],
      voices = rows => new Set(rows.map(row => figures.words.said_by.codes[row])).size;
    this.topics = [...groups.values()]
      .filter(rows => rows.length > 1)
      .map(rows => [rows, voices(rows)])
      .sort((a, b) => known(b[0]) - known(a[0]) || b[1] - a[1] || b[0].length - a[0].length)
      .slice(0, MOST_TOPICS)
      .map(pair => pair[0]);
    const name = rows =>
      `${figures.word("topic", rows[0])}, ${figures.word("unit", rows[0])} (${whole.format(rows.length)})`;
    this.form.elements.topic.append(...this.topics.map((rows, n) => element("option", { value: n }, name(rows))));
    document
      .getElementById("legend")
      .append(
        ...figures
          .counts("status")
          .map(([status]) => element("li", { "data-status": status, "data-sign": SIGNS[status][1] }, status)),
      );
    this.#subjects();
  }

  #subjects() {
    const rows = this.topics[this.form.elements.topic.value] ?? [],
      counts = this.figures.counts("subject", rows);
    this.form.elements.subject.replaceChildren(
      element("option", { value: "" }, "everybody's"),
      ...counts.map(([word, n]) => element("option", { value: word }, `${word} (${n})`)),
    );
  }

  #rows() {
    const rows = this.topics[this.form.elements.topic.value] ?? [],
      whose = this.form.elements.subject.value;
    return whose ? rows.filter(row => this.figures.word("subject", row) === whose) : rows;
  }

  async #topic(changed) {
    if (changed) this.#subjects();
    const who = document.getElementById("who"),
      when = document.getElementById("when"),
      rows = this.#rows();
    if (!rows.length) {
      for (const place of [who, when]) say(place, "No topic is told of twice yet.");
      return;
    }
    const points = rows.map(row => point(this.figures, row)),
      unit = this.figures.word("unit", rows[0]),
      topic = this.figures.word("topic", rows[0]);
    const naming = one => [one.stated, one.whose, one.period].filter(Boolean).join(" · ");
    document.getElementById("who-caption").textContent =
      points.length <= MOST_POINTS
        ? "Each figure and who gives it, from the smallest to the largest"
        : `Who gives which figures: the ${MOST_POINTS} with most of them, or all`;
    const spec =
      points.length <= MOST_POINTS
        ? drawWho(points, unit, who.clientWidth, naming)
        : drawSpeakers(points, unit, who.clientWidth);
    const shown = put(
      who,
      spec,
      `${topic}: ${some(points.length, "figure")} by who gives them; the table below has each with its sentence`,
      this.open,
    );
    const days = new Set(points.flatMap(one => one.day ?? []));
    if (days.size > 1)
      await put(
        when,
        drawWhen(points, unit, when.clientWidth),
        `${topic} over time, ${some(days.size, "day")}`,
        this.open,
      );
    else say(when, "Too few of these figures have a date to set them beside one another.");
    await shown;
  }

  async #disagreements() {
    const place = document.querySelector("#disagreements .cards"),
      groups = this.figures.disagreements;
    if (!groups.length) {
      place.replaceChildren(element("p", {}, "None was found."));
      return;
    }
    const most = place.dataset.all ? groups.length : 6;
    place.replaceChildren(...groups.slice(0, most).map(rows => this.#disagreement(rows)));
    const shown = [...place.children].map((card, n) => this.#drawCard(card, groups[n]));
    if (groups.length > most) {
      place.append(
        element(
          "button",
          {
            type: "button",
            onclick: () => {
              place.dataset.all = "yes";
              this.#disagreements();
              place.children[most].querySelector("button").focus();
            },
          },
          `Show the other ${groups.length - most}`,
        ),
      );
    }
    await Promise.all(shown);
  }

  #disagreement(rows) {
    const { figures } = this,
      word = name => figures.word(name, rows[0]);
    const title = [word("topic"), word("base") ? `of ${word("base")}` : null].filter(Boolean).join(" ");
    return element(
      "article",
      {},
      element("h3", {}, `${title}: ${word("subject")}`),
      element("p", {}, `${some(rows.length, "figure")}, ${word("status")}, in ${word("unit")}`),
      element("div", { class: "place" }),
      element(
        "button",
        {
          type: "button",
          "aria-label": `Show the figures of ${title}: ${word("subject")}`,
          onclick: () => this.open(rows),
        },
        "Show the figures",
      ),
    );
  }

  #drawCard(card, rows) {
    const place = card.querySelector(".place"),
      points = rows.slice(0, MOST_POINTS).map(row => point(this.figures, row));
    const words = new Set(points.map(one => one.measure));
    const naming = one => [one.stated, words.size > 1 ? one.measure : null, one.period].filter(Boolean).join(" · ");
    return put(
      place,
      drawWho(points, this.figures.word("unit", rows[0]), place.clientWidth, naming),
      points.map(one => `${one.stated}: ${one.said}`).join("; "),
      this.open,
    );
  }

  #agreed() {
    const { figures } = this,
      place = document.querySelector("#corroboration .agreed"),
      agreed = figures.corroboration;
    const name = ([, , rows]) =>
      [
        figures.stated(rows[0]),
        figures.word("topic", rows[0]),
        figures.word("subject", rows[0]),
        figures.word("status", rows[0]),
      ]
        .filter(Boolean)
        .join(" · ");
    const telling = n => `${some(agreed[n][0], "source")} in ${some(agreed[n][1], "article")}`;
    place.replaceChildren(
      agreed.length
        ? bars(
            null,
            agreed.slice(0, 25).map(group => [name(group), group[0]]),
            (_, n) => this.open(agreed[n][2]),
            telling,
          )
        : "No figure stands in more than one article yet.",
    );
  }

  async #quality() {
    const { runs, rang } = this.figures,
      shown = [];
    const refused = document.getElementById("refused");
    const place = document.getElementById("rang");
    const told = runs
      .filter(run => run[2])
      .map(([began, , candidates, quarantined]) => ({
        began: Date.parse(`${began.replace(" ", "T")}Z`),
        share: quarantined / candidates,
        tip: `${began}\n${quarantined} of ${candidates} numbers kept out`,
      }));
    if (told.length) {
      const last = share.format(told.at(-1).share);
      shown.push(
        put(
          refused,
          drawRefused(told, refused.clientWidth),
          `Share of numbers kept out in ${some(told.length, "run")}; in the last ${last}`,
        ),
      );
    } else say(refused, "No run has found a number yet.");
    const cells = rang.map(([began, rule, severity, failed, checked]) => ({
      began: began.slice(0, 16),
      rule,
      severity,
      failed,
      tip: `${rule}\n${began}\n${failed} of ${checked} rows, ${severity}`,
    }));
    if (cells.length) {
      const rules = [...new Set(cells.map(cell => cell.rule))];
      const name = `Rules broken, run by run: ${rules.join(", ")}`;
      shown.push(put(place, drawRang(cells, rules, place.clientWidth), name));
    } else say(place, "No rule was broken.");
    await Promise.all(shown);
  }
}
