// Figures as the page holds them: columns of words and numbers, unpacked from the page itself.

const BOUND = { "~": "about ", ">": "more than ", ">=": "at least ", "<": "less than ", "<=": "at most " };

/** Return the text of the compressed block `id` of the page. */
async function unpacked(id) {
  const letters = atob(document.getElementById(id).textContent.trim());
  const bytes = new Uint8Array(letters.length);
  for (let n = 0; n < letters.length; n++) bytes[n] = letters.charCodeAt(n);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

/** The figures by row number, from 0. */
class Figures {
  constructor(packed) {
    Object.assign(this, packed);
    const outlets = new Map();
    const codes = this.documents.map(about =>
      about[3] === null ? -1 : (outlets.get(about[3]) ?? (outlets.set(about[3], outlets.size), outlets.size - 1)),
    );
    this.words.outlet = { words: [...outlets.keys()], codes: this.document.map(n => codes[n]) };
  }
  word(name, row) {
    const { words, codes } = this.words[name];
    return codes[row] < 0 ? null : words[codes[row]];
  }
  /** The number a figure is sorted and drawn by: its value, or an end of its range. */
  amount(row) {
    const { value, low, high } = this.numbers;
    return value[row] ?? low[row] ?? high[row];
  }
  surface(row) {
    const [line, start, end] = this.places[row];
    return this.lines[line].slice(start, end);
  }
  stated(row) {
    return (BOUND[this.word("comparator", row)] ?? "") + this.surface(row);
  }
  /** What was read for a field that is not sure enough to be told: its words, null for nothing, and how sure it is. */
  doubted(field, row) {
    const found = this.unsure[row].find(one => one[0] === field);
    return found ? { told: found[1], words: `not sure (${found[2].toFixed(2)})` } : null;
  }
  article(row) {
    const [source, file, title, outlet, byline, published] = this.documents[this.document[row]];
    return { source, file, title, outlet, byline, published };
  }
  /** Count the rows of each word of a column: pairs of word and count, the most frequent first. */
  counts(name, rows = null) {
    const { words, codes } = this.words[name],
      totals = new Uint32Array(words.length);
    for (let n = 0, most = rows ? rows.length : this.n; n < most; n++) {
      const code = codes[rows ? rows[n] : n];
      if (code >= 0) totals[code]++;
    }
    return words
      .map((word, code) => [word, totals[code]])
      .filter(pair => pair[1])
      .sort((a, b) => b[1] - a[1]);
  }
}

/** The words of a list, each once, the most frequent first. */
function counted(words) {
  const totals = new Map();
  for (const word of words) totals.set(word, (totals.get(word) ?? 0) + 1);
  return [...totals].sort((a, b) => b[1] - a[1]).map(pair => pair[0]);
}

/** Make an element; children may be strings, which stay text. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false)
      made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

const whole = new Intl.NumberFormat("en", { maximumSignificantDigits: 15 });
const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 2 });
const share = new Intl.NumberFormat("en", { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
const some = (n, noun) => `${whole.format(n)} ${noun}${n === 1 ? "" : "s"}`;
