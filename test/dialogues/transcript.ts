/**
 * Reads `*.smtp`: conversations as on the wire. README.md in this folder shows the form.
 */
export interface Scene {
  readonly title: string;
  /** Where the conversation is when the scene begins. */
  readonly at: 'connect' | 'hello' | 'ready' | 'transaction' | 'data';
  readonly settings: ReadonlyMap<string, string>;
  /** Timing is the point of the scene: it is played in one write only. */
  readonly oneWrite: boolean;
  readonly turns: readonly Turn[];
}

/** What the client sends in a row, and what must come back. */
export interface Turn {
  /** Before it TLS has been negotiated. */
  readonly tls: boolean;
  readonly sent: Buffer;
  readonly expected: readonly Expectation[];
}

export type Expectation =
  | { readonly kind: 'reply'; readonly start: string }
  | { readonly kind: 'message'; readonly content: string }
  | { readonly kind: 'close' };

interface OpenTurn {
  readonly tls: boolean;
  readonly sent: Buffer[];
  readonly expected: Expectation[];
}

export function parseTranscript(text: string): readonly Scene[] {
  return text
    .split(/^== /m)
    .slice(1)
    .map((block) => parseScene(block.split('\n')));
}

function parseScene([title = '', ...lines]: readonly string[]): Scene {
  let at: Scene['at'] = 'ready';
  let oneWrite = false;
  const settings = new Map<string, string>();
  const turns: OpenTurn[] = [];
  const open = (tls = false): OpenTurn => {
    const turn: OpenTurn = { tls, sent: [], expected: [] };
    turns.push(turn);
    return turn;
  };
  const turn = (): OpenTurn => turns.at(-1) ?? open();
  const send = (octets: Buffer): void => {
    if (turn().expected.length > 0) open();
    turn().sent.push(octets);
  };
  for (const line of lines) {
    const [, key, value] = /^(C:|C>|S:|M:|tls|at|set|play|closed|#)\s?(.*)$/.exec(line) ?? [];
    if (key === 'C:') send(Buffer.concat([unescape(value ?? ''), Buffer.from('\r\n')]));
    else if (key === 'C>') send(unescape(value ?? ''));
    else if (key === 'S:') turn().expected.push({ kind: 'reply', start: unescape(value ?? '').toString() });
    else if (key === 'tls') open(true);
    else if (key === 'M:') turn().expected.push({ kind: 'message', content: unescape(value ?? '').toString('latin1') });
    else if (key === 'closed') turn().expected.push({ kind: 'close' });
    else if (key === 'at') at = value as Scene['at'];
    else if (key === 'play') oneWrite = value === 'one write';
    else if (key === 'set') settings.set(value?.split(' ')[0] ?? '', value?.split(' ')[1] ?? '');
    else if (key !== '#' && line.trim() !== '') throw new Error(`no line of a transcript: ${line}`);
  }
  return {
    title,
    at,
    oneWrite,
    settings,
    turns: turns.map((turn) => ({ ...turn, sent: Buffer.concat(turn.sent) })),
  };
}

/** C escapes, `{20*x}` for x twenty times, `b64(...)` for its base64. */
function unescape(text: string): Buffer {
  const coded = text.replace(/b64\(([^)]*)\)/g, (_, plain: string) => octets(plain).toString('base64'));
  return octets(coded.replace(/\{(\d+)\*([^}]+)\}/g, (_, count: string, what: string) => what.repeat(Number(count))));
}

function octets(text: string): Buffer {
  const utf8 = Buffer.from(text).toString('latin1');
  const plain = utf8.replace(/\\(?:x([0-9a-f]{2})|(.))/gi, (_, hex: string | undefined, letter: string) =>
    hex === undefined ? (ESCAPES[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(plain, 'latin1');
}

const ESCAPES: Readonly<Record<string, string>> = { r: '\r', n: '\n', t: '\t', 0: '\0' };
