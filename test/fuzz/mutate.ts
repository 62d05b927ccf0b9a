/** Pieces that parsers of every kind take badly. */
const PIECES = [
  '',
  '\0',
  '\r\n',
  '\r',
  '"',
  '<',
  '>',
  '<![CDATA[',
  '<!--',
  '&#0;',
  '|',
  '^',
  '~',
  '\\X',
  ';',
  '\u001D',
  '(',
  ')',
  '<<',
  '>>',
  '[',
  'stream\n',
  'endobj',
  '9 0 obj',
  '/Kids[2 0 R]',
  '-1',
  '99999999999',
  '\uFEFF',
  '\u202E',
  'é',
];

/** The same bytes with a few changes: bits, bytes, pieces put in, taken out, repeated or moved. Same numbers, same bytes. */
export function mutate(seed: Uint8Array, random: () => number): Buffer {
  let bytes = Buffer.from(seed);
  const below = (most: number): number => Math.floor(random() * most);
  for (let changes = 1 + below(6); changes > 0; changes--) {
    const at = below(bytes.length + 1);
    const length = Math.min(below(random() < 0.9 ? 32 : 4096), bytes.length - at);
    const [before, part, after] = [bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at + length)];
    const way = below(6);
    if (way === 0) bytes = Buffer.concat([before, Buffer.from([below(256)]), bytes.subarray(at + 1)]);
    else if (way === 1) bytes = Buffer.concat([before, after]);
    else if (way === 2) bytes = Buffer.concat([before, Buffer.from(PIECES[below(PIECES.length)] ?? ''), bytes.subarray(at)]);
    else if (way === 3)
      bytes = Buffer.concat([before, ...Array.from({ length: 1 + below(random() < 0.95 ? 8 : 2000) }, () => part), after]);
    else if (way === 4) bytes = Buffer.concat([after, part, before]);
    else bytes = Buffer.from(bytes.subarray(0, at));
  }
  return bytes;
}
