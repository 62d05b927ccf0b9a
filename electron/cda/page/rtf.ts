/** Destinations whose content is no text of the document. */
const HIDDEN: ReadonlySet<string> = new Set(
  'fonttbl colortbl stylesheet info pict object listtable listoverridetable revtbl rsidtbl generator themedata datastore xmlnstbl latentstyles fldinst bkmkstart bkmkend template operator filetbl objdata'.split(
    ' ',
  ),
);
const WRITTEN: ReadonlyMap<string, string> = new Map([
  ['par', '\n'],
  ['line', '\n'],
  ['sect', '\n'],
  ['page', '\n'],
  ['row', '\n'],
  ['tab', '\t'],
  ['cell', '\t'],
  ['emdash', '—'],
  ['endash', '–'],
  ['bullet', '•'],
  ['lquote', '‘'],
  ['rquote', '’'],
  ['ldblquote', '“'],
  ['rdblquote', '”'],
]);
const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ['~', '\u00A0'],
  ['_', '-'],
  ['\\', '\\'],
  ['{', '{'],
  ['}', '}'],
  ['\n', '\n'],
  ['\r', '\n'],
]);
const token = (): RegExp => /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([\s\S])|([{}])|[\r\n]+|([^\\{}\r\n]+)/gi;

interface Group {
  readonly hidden: boolean;
  /** Characters that stand for a Unicode one, to be passed over. */
  readonly spare: number;
}

/**
 * The text of an RTF (1.9.1), its pictures and objects left out: they are counted. Nothing in it is followed or run.
 *
 * @param bytes in the page of codes that it declares, Windows-1252 otherwise.
 */
export function textOfRtf(bytes: Uint8Array): { readonly text: string; readonly leftOut: number } {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const decoder = decoderOf(source);
  const groups: Group[] = [];
  const parts: string[] = [];
  let group: Group = { hidden: false, spare: 1 };
  let passing = 0;
  let starred = false;
  let leftOut = 0;
  const write = (text: string): void => {
    if (group.hidden) return;
    const passed = Math.min(passing, text.length);
    passing -= passed;
    parts.push(text.slice(passed));
  };
  const tokens = token();
  for (let found = tokens.exec(source); found !== null; found = tokens.exec(source)) {
    const [, word, number, hex, symbol, brace, run] = found;
    const after = starred;
    starred = symbol === '*';
    if (brace === '{') groups.push(group);
    else if (brace === '}') {
      group = groups.pop() ?? group;
      passing = 0;
    } else if (hex !== undefined) write(decoder.decode(Uint8Array.of(Number.parseInt(hex, 16))));
    else if (run !== undefined) write(decoder.decode(Buffer.from(run, 'latin1')));
    else if (symbol !== undefined) write(SYMBOLS.get(symbol) ?? '');
    else if (word !== undefined) {
      const value = number === undefined ? null : Number(number);
      if (word === 'bin') tokens.lastIndex += Math.max(0, value ?? 0);
      else if (word === 'uc') group = { ...group, spare: Math.max(0, value ?? 1) };
      else if (word === 'u' && value !== null) {
        passing = 0;
        write(String.fromCharCode(value & 0xffff));
        passing = group.spare;
      } else if (HIDDEN.has(word) || after) {
        if (!group.hidden && (word === 'pict' || word === 'object')) leftOut += 1;
        // `\*\shppict` and its like hold the pictures; what is behind another unknown mark is no text either.
        if (word !== 'shppict') group = { ...group, hidden: true };
      } else write(WRITTEN.get(word) ?? '');
    }
  }
  return {
    text: parts
      .join('')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim(),
    leftOut,
  };
}

function decoderOf(source: string): InstanceType<typeof TextDecoder> {
  const page = /\\ansicpg(\d{3,5})/.exec(source.slice(0, 1024))?.[1] ?? '1252';
  try {
    return new TextDecoder(page === '65001' ? 'utf-8' : `windows-${page}`);
  } catch {
    return new TextDecoder('windows-1252');
  }
}
