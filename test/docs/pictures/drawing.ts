/**
 * The pictures of the pages: boxes, arrows and words as SVG, narrow enough for a telephone, in the reader's light or dark. A drawing knows where
 * its parts lie, so that a test finds what overlaps or sticks out.
 */

export type Kind = 'plain' | 'question' | 'good' | 'bad' | 'waits' | 'frame';

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Box extends Area {
  readonly kind: Kind;
  readonly lines: readonly string[];
  /** The first line is a heading. */
  readonly heading: boolean;
}

interface Label extends Area {
  readonly text: string;
}

export type Point = readonly [x: number, y: number];

const SIZE = 14;
const LINE = 19;
const PAD = 10;

/** Of one em; somewhat wide, because every system has another typeface. */
function widthOf(character: string): number {
  if (/[iljtfr.,:;'|!()[\]/ ]/u.test(character)) return 0.36;
  if (/[mwMW@%→]/u.test(character)) return 0.98;
  if (/[A-Z]/u.test(character)) return 0.75;
  return 0.62;
}

export const textWidth = (text: string): number => [...text].reduce((sum, each) => sum + widthOf(each), 0) * SIZE;

/** Words in lines that are no wider than that; `\n` begins a new one. */
export function wrapped(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [''];
    for (const word of paragraph.split(' ')) {
      const last = lines.at(-1) ?? '';
      const longer = last === '' ? word : `${last} ${word}`;
      if (textWidth(longer) <= width || last === '') lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  });
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const meet = (one: Area, other: Area): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

/** Fill and line of each kind, and what is behind and before all of them. */
const light = {
  paper: '#ffffff',
  ink: '#1f2328',
  arrow: '#57606a',
  plain: ['#f6f8fa', '#8c959f'],
  question: ['#ddf4ff', '#0969da'],
  good: ['#dafbe1', '#1a7f37'],
  bad: ['#ffebe9', '#cf222e'],
  waits: ['#fff8c5', '#9a6700'],
  frame: ['none', '#8c959f'],
} as const;
const dark: Readonly<Record<keyof typeof light, string | readonly string[]>> = {
  paper: '#0d1117',
  ink: '#e6edf3',
  arrow: '#9198a1',
  plain: ['#161b22', '#6e7681'],
  question: ['#0c2a4d', '#58a6ff'],
  good: ['#0f2f19', '#3fb950'],
  bad: ['#3d1416', '#f85149'],
  waits: ['#332600', '#d29922'],
  frame: ['none', '#6e7681'],
};

const rules = (colours: typeof dark): string =>
  Object.entries(colours)
    .map(([name, value]) => {
      if (name === 'paper') return `.paper{fill:${String(value)}}`;
      if (name === 'ink') return `text{fill:${String(value)}}`;
      if (name === 'arrow') return `.arrow{stroke:${String(value)};fill:none}.tip{fill:${String(value)}}`;
      return `.${name}{fill:${value[0]};stroke:${value[1]}}`;
    })
    .join('');

export class Drawing {
  readonly #title: string;
  readonly #width: number;
  readonly #boxes: Box[] = [];
  readonly #labels: Label[] = [];
  readonly #arrows: (readonly Point[])[] = [];

  /** @param title what is read out where the picture is not seen. */
  constructor(title: string, width: number) {
    this.#title = title;
    this.#width = width;
  }

  /** As high as its words need. Returns where it lies. */
  box(kind: Kind, x: number, y: number, width: number, text: string, heading = false): Area {
    const lines = wrapped(text, width - 2 * PAD);
    const box = { kind, x, y, width, height: lines.length * LINE + 2 * PAD - 4, lines, heading };
    this.#boxes.push(box);
    return box;
  }

  /** Around others; its words stand at its top. */
  frame(area: Area, text: string): void {
    this.#boxes.push({ kind: 'frame', ...area, lines: [text], heading: true });
  }

  /** Words of their own: `x`, `y` is where they begin, at their top. */
  label(x: number, y: number, text: string): void {
    this.#labels.push({ x, y, width: textWidth(text), height: LINE, text });
  }

  arrow(...points: readonly Point[]): void {
    this.#arrows.push(points);
  }

  get bottom(): number {
    return Math.max(...[...this.#boxes, ...this.#labels].map(({ y, height }) => y + height));
  }

  /** What a reader would stumble over: parts that overlap, words that stick out; empty: nothing. */
  faults(): readonly string[] {
    const solid = this.#boxes.filter(({ kind }) => kind !== 'frame');
    const named = (area: Area): string => ('lines' in area ? (area as Box).lines.join(' ') : (area as Label).text);
    const parts: readonly Area[] = [...solid, ...this.#labels];
    const overlaps = parts.flatMap((one, index) =>
      parts
        .slice(index + 1)
        .filter((other) => meet(one, other))
        .map((other) => `${named(one)} overlaps ${named(other)}`),
    );
    const wide = solid.flatMap(({ lines, width }) =>
      lines.filter((line) => textWidth(line) > width - PAD).map((line) => `too wide: ${line}`),
    );
    const outside = [...this.#boxes, ...this.#labels]
      .filter(({ x, width }) => x < 4 || x + width > this.#width - 4)
      .map((each) => `outside: ${named(each)}`);
    return [...overlaps, ...wide, ...outside, ...this.#crossings(parts, named)];
  }

  /** Arrows that run through a box, or through words. */
  #crossings(parts: readonly Area[], named: (area: Area) => string): readonly string[] {
    return this.#arrows.flatMap((points) =>
      points.slice(1).flatMap(([toX, toY], index) => {
        const [fromX, fromY] = points[index] ?? [0, 0];
        // A little shorter: its ends touch what it joins.
        const line: Area = {
          x: Math.min(fromX, toX) + (fromX === toX ? -0.5 : 2),
          y: Math.min(fromY, toY) + (fromY === toY ? -0.5 : 2),
          width: fromX === toX ? 1 : Math.abs(fromX - toX) - 4,
          height: fromY === toY ? 1 : Math.abs(fromY - toY) - 4,
        };
        return parts.filter((part) => meet(line, part)).map((part) => `an arrow runs through: ${named(part)}`);
      }),
    );
  }

  svg(): string {
    const height = this.bottom + 8;
    const box = ({ kind, x, y, width, height: high, lines, heading }: Box): string =>
      `<rect class="${kind}" x="${x}" y="${y}" width="${width}" height="${high}" rx="6"${kind === 'frame' ? ' stroke-dasharray="5 4"' : ''}/>\n` +
      lines
        .map(
          (line, index) =>
            `<text x="${x + PAD}" y="${y + PAD + 11 + index * LINE}"${heading && index === 0 ? ' font-weight="600"' : ''}>${escaped(line)}</text>`,
        )
        .join('\n');
    const arrow = (points: readonly Point[]): string => {
      const [toX, toY] = points.at(-1) ?? [0, 0];
      const [fromX, fromY] = points.at(-2) ?? [0, 0];
      const across = Math.sign(toX - fromX);
      const down = Math.sign(toY - fromY);
      const tip = [
        [toX, toY],
        [toX - 8 * across - 5 * down, toY - 8 * down - 5 * across],
        [toX - 8 * across + 5 * down, toY - 8 * down + 5 * across],
      ];
      return (
        `<polyline class="arrow" points="${points.map((point) => point.join(',')).join(' ')}"/>\n` +
        `<polygon class="tip" points="${tip.map((point) => point.join(',')).join(' ')}"/>`
      );
    };
    const frames = this.#boxes.filter(({ kind }) => kind === 'frame');
    const solid = this.#boxes.filter(({ kind }) => kind !== 'frame');
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${this.#width} ${height}" width="${this.#width}" height="${height}" role="img" font-family="system-ui, 'Segoe UI', Helvetica, Arial, sans-serif" font-size="${SIZE}">`,
      `<title>${escaped(this.#title)}</title>`,
      `<style>${rules(light)}rect,.arrow{stroke-width:1.5}.paper{stroke:none}@media (prefers-color-scheme:dark){${rules(dark)}}</style>`,
      `<rect class="paper" width="${this.#width}" height="${height}" rx="8"/>`,
      ...frames.map(box),
      ...this.#arrows.map(arrow),
      ...solid.map(box),
      ...this.#labels.map(({ x, y, text }) => `<text x="${x}" y="${y + 14}">${escaped(text)}</text>`),
      '</svg>',
      '',
    ].join('\n');
  }
}
