// Which rows to show, in which order. A word of the search is looked up once in each distinct text, not in every row.

const SEARCHED = ["kind", "unit", "topic", "measure", "subject", "base", "period", "status", "said_by"];

/** Finds rows by words, by filters, in an order. */
class Selection {
  constructor(figures) {
    this.figures = figures;
    this.lowered = new Map();
    this.ranks = new Map();
  }

  /** Return the row numbers that hold every word of `query` and match `filters` (column to word), sorted. */
  rows({ query = "", filters = {}, sort = "", down = false }) {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const tests = [
      ...words.map(word => this.#holding(word)),
      ...Object.entries(filters).map(([name, word]) => this.#being(name, word)),
    ];
    const found = [];
    for (let row = 0; row < this.figures.n; row++) if (tests.every(test => test(row))) found.push(row);
    return sort ? this.#sorted(found, sort, down) : found;
  }

  #lower(key, texts) {
    if (!this.lowered.has(key))
      this.lowered.set(
        key,
        texts().map(text => text.toLowerCase()),
      );
    return this.lowered.get(key);
  }

  #holding(word) {
    const { words, lines, documents, places, document } = this.figures;
    const hits = texts => Uint8Array.from(texts, text => text.includes(word));
    const columns = SEARCHED.map(name => [words[name].codes, hits(this.#lower(name, () => words[name].words))]);
    const inLine = hits(this.#lower("lines", () => lines));
    const inDocument = hits(this.#lower("documents", () => documents.map(about => about.join("\n"))));
    return row =>
      inLine[places[row][0]] ||
      inDocument[document[row]] ||
      columns.some(([codes, hit]) => codes[row] >= 0 && hit[codes[row]]);
  }

  #being(name, word) {
    const { words, codes } = this.figures.words[name],
      code = words.indexOf(word);
    return row => codes[row] === code;
  }

  /** Return each row's place in the order of a column; rows without a word have none (NaN). */
  #rank(name) {
    if (!this.ranks.has(name)) this.ranks.set(name, this.#ranked(name));
    return this.ranks.get(name);
  }

  #ranked(name) {
    const { figures } = this;
    if (name === "amount") return Float64Array.from({ length: figures.n }, (_, row) => figures.amount(row) ?? NaN);
    const published = name === "published";
    const words = published ? figures.documents.map(about => about[5]) : figures.words[name].words;
    const codes = published ? figures.document : figures.words[name].codes;
    const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
    const distinct = [...new Set(words.filter(word => word !== null))].sort(collator.compare);
    const place = new Map(distinct.map((word, n) => [word, n]));
    const placeOf = words.map(word => place.get(word) ?? NaN);
    return Float64Array.from(codes, code => (code < 0 ? NaN : placeOf[code]));
  }

  #sorted(rows, name, down) {
    const rank = this.#rank(name),
      sign = down ? -1 : 1;
    return rows.sort((a, b) => {
      const left = rank[a],
        right = rank[b];
      if (Number.isNaN(left) || Number.isNaN(right)) return Number.isNaN(left) - Number.isNaN(right) || a - b;
      return sign * (left - right) || a - b;
    });
  }
}
