import { describe, expect, it } from 'vitest';
import { GS } from '../../../shared/domain/ins/datamatrix.ts';
import {
  hearKey,
  noScan,
  recogniseScan,
  SCAN_PAUSE_MS,
  type ScanKey,
  type ScanOutcome,
  type ScanState,
} from '../../../shared/domain/ins/scan.ts';

const EXAMPLE = `IS010000000000000000000000S1279035121518989S21.2.250.1.213.1.4.10S3DOMINIQUE MARIE-LOUISE${GS}S4PAT-TROIS${GS}S5FS628-03-1979S751215`;
const WITH_APOSTROPHE = EXAMPLE.replace('PAT-TROIS', "D'AZUR-WAQUEZ");
const TEST = { test: true };

/** Keys of a US keyboard and of a French one (Windows and Linux), place by place: plain, then with Shift. */
const US = ["`1234567890-=qwertyuiop[]asdfghjkl;'\\zxcvbnm,./", '~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"|ZXCVBNM<>?'] as const;
const FR = ['²&é"\'(-è_çà)=azertyuiop^$qsdfghjklmù*wxcvbn,;:!', '²1234567890°+AZERTYUIOP¨£QSDFGHJKLM%µWXCVBN?./§'] as const;

/** What a scanner set for a US keyboard types on a French computer. */
const onFrenchComputer = (text: string): string =>
  [...text]
    .map((character) => {
      const layer = US[0].includes(character) ? 0 : 1;
      const place = US[layer].indexOf(character);
      return place === -1 ? character : (FR[layer][place] ?? character);
    })
    .join('');
/** The same, letters and signs being right. */
const digitsOnFrenchComputer = (text: string): string =>
  [...text].map((character) => (/\d/.test(character) ? onFrenchComputer(character) : character)).join('');

const codeOf = (outcome: ScanOutcome): string => (outcome.kind === 'refused' ? outcome.error.code : outcome.kind);
const nameOf = (outcome: ScanOutcome): string => (outcome.kind === 'read' ? outcome.read.traits.birthName : codeOf(outcome));

describe('a whole scanned text', () => {
  it('is read, line end and symbology prefix dropped', () => {
    for (const text of [EXAMPLE, `${EXAMPLE}\r\n`, `]d2${EXAMPLE}`])
      expect(recogniseScan(text, TEST)).toMatchObject({ kind: 'read', repaired: false });
  });

  it.each([EXAMPLE, WITH_APOSTROPHE, EXAMPLE.replaceAll(GS, '<GS>')])(
    'typed by a QWERTY scanner on an AZERTY computer is undone (%#)',
    (text) => {
      const typed = onFrenchComputer(text);
      expect(typed).not.toBe(text);
      expect(typed.startsWith('ISà&')).toBe(true);
      const [right, undone] = [recogniseScan(text, TEST), recogniseScan(typed, TEST)];
      expect(undone).toEqual({ ...right, repaired: true });
    },
  );

  it.each(['<GS>', '[GS]', '{GS}', '␝'])('with its separators written %s is read', (separator) => {
    expect(recogniseScan(EXAMPLE.replaceAll(GS, separator), TEST)).toEqual(recogniseScan(EXAMPLE, TEST));
  });

  it.each(['(GS)', '<gs>', '[GS', 'GS}'])('with its separators written %s is refused', (separator) => {
    expect(codeOf(recogniseScan(EXAMPLE.replaceAll(GS, separator), TEST))).toMatch(/^DATAMATRIX_/);
  });

  it.each([EXAMPLE, WITH_APOSTROPHE])('with its digits alone scrambled is undone, hyphens and apostrophes of names kept (%#)', (text) => {
    expect(recogniseScan(digitsOnFrenchComputer(text), TEST)).toEqual({ ...recogniseScan(text, TEST), repaired: true });
  });

  it('typed under Caps Lock is undone', () => {
    expect(recogniseScan(EXAMPLE.toLowerCase(), TEST)).toEqual({ ...recogniseScan(EXAMPLE, TEST), repaired: true });
  });

  it('scrambled beyond one reading says how to set the scanner', () => {
    const outcome = recogniseScan(onFrenchComputer(EXAMPLE).replace(':', '@'), TEST);
    expect(codeOf(outcome)).toBe('SCAN_SCRAMBLED');
    expect(outcome.kind === 'refused' ? outcome.error.action : '').toContain('clavier français (AZERTY)');
  });

  it('never swaps the letters of a name whose digits alone were scrambled: the dots of the OID tell which', () => {
    const typed = digitsOnFrenchComputer(EXAMPLE.replace('DOMINIQUE MARIE-LOUISE', 'PIERRE').replace('PAT-TROIS', 'ZOLA'));
    expect(nameOf(recogniseScan(typed, TEST))).toBe('ZOLA');
    expect(nameOf(recogniseScan(onFrenchComputer(EXAMPLE.replace('PAT-TROIS', 'ZOLA')), TEST))).toBe('ZOLA');
  });

  it('of a scrambled test payload is refused in production for what it is', () => {
    expect(codeOf(recogniseScan(onFrenchComputer(EXAMPLE), { test: false }))).toBe('DATAMATRIX_OID_TEST');
  });

  it('without one of its blocks says which, rather than how to set the scanner', () => {
    expect(codeOf(recogniseScan(onFrenchComputer(EXAMPLE.replace('S5F', '')), TEST))).toBe('DATAMATRIX_MISSING');
  });

  it('typed by a QWERTY scanner on a French Macintosh is undone: 6 and 8 have their own signs there', () => {
    const typed = onFrenchComputer(EXAMPLE.replace('1979', '1968').replace('28-03', '26-08').replace('S751215', 'S786068'))
      .replaceAll('-', '§')
      .replaceAll('_', '!');
    expect(typed).toMatch(/§.*!/);
    expect(recogniseScan(typed, TEST)).toMatchObject({
      kind: 'read',
      repaired: true,
      read: { traits: { birthDate: '1968-08-26', birthPlace: '86068' } },
    });
  });

  it('without its separators says so', () => {
    expect(codeOf(recogniseScan(onFrenchComputer(EXAMPLE.replaceAll(GS, '')), TEST))).toBe('DATAMATRIX_SEPARATOR');
  });

  it('of another code keeps its own refusal', () => {
    expect(codeOf(recogniseScan('3400930000000', TEST))).toBe('DATAMATRIX_NOT_INS');
  });
});

/** Plays keys one after the other; answers every outcome. */
function play(
  keys: readonly ScanKey[],
  from: ScanState = noScan,
): { readonly outcomes: readonly ScanOutcome[]; readonly state: ScanState } {
  let state = from;
  const outcomes = keys.map((key) => {
    const heard = hearKey(state, key, TEST);
    state = heard.state;
    return heard.outcome;
  });
  return { outcomes, state };
}
const burst = (text: string, start = 0, every = 5): readonly ScanKey[] =>
  [...text].map((key, index) => ({ key, at: start + index * every }));
const enter = (at: number): ScanKey => ({ key: 'Enter', at });

describe('keys heard one by one', () => {
  it('a burst is claimed at its header, kept from the field, and read at Enter', () => {
    const { outcomes, state } = play([...burst(EXAMPLE), enter(EXAMPLE.length * 5)]);
    expect(outcomes.slice(0, 3).map(({ kind }) => kind)).toEqual(['typing', 'typing', 'typing']);
    expect(outcomes[3]).toEqual({ kind: 'scanning', leaked: 3 });
    expect(outcomes.slice(4, -1).every((outcome) => outcome.kind === 'scanning' && outcome.leaked === 0)).toBe(true);
    expect(outcomes.at(-1)).toMatchObject({ kind: 'read', repaired: false });
    expect(state).toEqual(noScan);
  });

  it('Shift before each capital, Ctrl+] as separator and Tab at the end change nothing', () => {
    const keys = [...EXAMPLE].flatMap((key, index): ScanKey[] => {
      const at = index * 8;
      if (key === GS)
        return [
          { key: 'Control', at },
          { key: ']', at: at + 1, ctrl: true },
        ];
      return /[A-Z]/.test(key)
        ? [
            { key: 'Shift', at },
            { key, at: at + 1 },
          ]
        : [{ key, at }];
    });
    expect(play([...keys, { key: 'Tab', at: EXAMPLE.length * 8 }]).outcomes.at(-1)).toMatchObject({ kind: 'read' });
  });

  /** What a scanner types that sends GS as Alt+029 on the key pad: Alt and its digits, then the next character. */
  const withAltCodes = (text: string, code = '029'): readonly ScanKey[] =>
    [...text].flatMap((key, index): ScanKey[] => {
      const at = index * 20;
      return key === GS
        ? [{ key: 'Alt', at, alt: true }, ...[...code].map((digit, n) => ({ key: digit, at: at + n, alt: true }))]
        : [{ key, at: at + 9 }];
    });
  const altOutcome = (keys: readonly ScanKey[]) => play([...keys, enter(EXAMPLE.length * 20)]).outcomes.at(-1) ?? { kind: 'typing' };

  it('Alt+029 is the separator, kept from the field as the rest is', () => {
    const text = EXAMPLE.replace(`.4.10`, `.4.8${GS}`);
    const { outcomes } = play([...withAltCodes(text), enter(text.length * 20)]);
    expect(outcomes.at(-1)).toEqual(recogniseScan(text, TEST));
    expect(outcomes.at(-1)?.kind).toBe('read');
    expect(outcomes.slice(3, -1).every(({ kind }) => kind === 'scanning')).toBe(true);
    expect(nameOf(altOutcome(withAltCodes(EXAMPLE, '29')))).toBe('PAT-TROIS');
  });

  it('any other character may be told by its code; one that no payload holds is refused, never dropped', () => {
    const told = (character: string, code: string) =>
      altOutcome(
        withAltCodes(EXAMPLE).flatMap((one): ScanKey[] =>
          one.key === character
            ? [{ key: 'Alt', at: one.at, alt: true }, ...[...code].map((key) => ({ key, at: one.at, alt: true }))]
            : [one],
        ),
      );
    expect(told('T', '84')).toEqual(recogniseScan(EXAMPLE, TEST));
    expect([codeOf(told('T', '0233')), codeOf(told('T', '130')), codeOf(told('T', '30'))]).toEqual([
      'DATAMATRIX_VALUE',
      'DATAMATRIX_CONTROL',
      'DATAMATRIX_CONTROL',
    ]);
  });

  it('a code typed with Alt outside of a scan goes where it was going', () => {
    const { outcomes } = play([
      { key: 'Alt', at: 0, alt: true },
      { key: '0', at: 1, alt: true },
      { key: '2', at: 2, alt: true },
      { key: '9', at: 3, alt: true },
      { key: 'x', at: 4 },
    ]);
    expect(outcomes.every(({ kind }) => kind === 'typing')).toBe(true);
  });

  it('a digit typed without Alt is a digit', () => {
    expect(
      nameOf(
        play([...burst(EXAMPLE).map((one) => ({ ...one, alt: false })), enter(EXAMPLE.length * 5)]).outcomes.at(-1) ?? { kind: 'typing' },
      ),
    ).toBe('PAT-TROIS');
  });

  it('a pause forgets a code that was begun', () => {
    const start = 2000;
    const keys: readonly ScanKey[] = [
      { key: '0', at: 0, alt: true },
      { key: '8', at: 1, alt: true },
      ...burst(EXAMPLE, start),
      enter(start + EXAMPLE.length * 5),
    ];
    expect(nameOf(play(keys).outcomes.at(-1) ?? { kind: 'typing' })).toBe('PAT-TROIS');
  });

  it('a symbology prefix counts among the characters to take back', () => {
    expect(play(burst(`]d2${EXAMPLE}`)).outcomes.find(({ kind }) => kind === 'scanning')).toEqual({ kind: 'scanning', leaked: 6 });
    expect(nameOf(play([...burst(`]d2${EXAMPLE}`), enter((EXAMPLE.length + 3) * 5)]).outcomes.at(-1) ?? { kind: 'typing' })).toBe(
      'PAT-TROIS',
    );
  });

  it('a QWERTY scanner is claimed too', () => {
    const typed = onFrenchComputer(EXAMPLE);
    expect(play([...burst(typed), enter(typed.length * 5)]).outcomes.at(-1)).toMatchObject({ kind: 'read', repaired: true });
  });

  it('a scan right after typed text finds its header', () => {
    const typed = burst('DUI', 0, 10);
    expect(play([...typed, ...burst(EXAMPLE, 40), enter(40 + EXAMPLE.length * 5)]).outcomes.at(-1)).toMatchObject({ kind: 'read' });
  });

  it('somebody typing « IS01 » slowly is left alone, and so is Enter', () => {
    const { outcomes } = play([...burst('IS0100', 0, SCAN_PAUSE_MS + 1), enter(1000)]);
    expect(outcomes.every(({ kind }) => kind === 'typing')).toBe(true);
  });

  it('keys 80 ms apart are a burst, and no slower', () => {
    expect(play(burst('IS01', 0, 80)).outcomes.at(-1)).toEqual({ kind: 'scanning', leaked: 3 });
    expect(play(burst('IS01', 0, 81)).outcomes.at(-1)).toEqual({ kind: 'typing' });
  });

  it('a symbology prefix right after typed text is found too', () => {
    const { outcomes } = play([...burst('DUI', 0, 10), ...burst(`]d2${EXAMPLE}`, 40), enter(40 + (EXAMPLE.length + 3) * 5)]);
    expect(outcomes.find(({ kind }) => kind === 'scanning')).toEqual({ kind: 'scanning', leaked: 6 });
    expect(outcomes.at(-1)).toMatchObject({ kind: 'read' });
  });

  it.each([']', '$'])('Ctrl+%s is the separator', (key) => {
    const keys = burst(EXAMPLE).map((one): ScanKey => (one.key === GS ? { key, at: one.at, ctrl: true } : one));
    expect(nameOf(play([...keys, enter(EXAMPLE.length * 5)]).outcomes.at(-1) ?? { kind: 'typing' })).toBe('PAT-TROIS');
  });

  it('a pause inside a burst drops it', () => {
    const half = EXAMPLE.length / 2;
    const keys = [...burst(EXAMPLE.slice(0, half)), ...burst(EXAMPLE.slice(half), half * 5 + SCAN_PAUSE_MS + 10)];
    expect(play([...keys, enter(2000)]).outcomes.at(-1)).toEqual({ kind: 'typing' });
  });

  it('two bursts in a row are two reads', () => {
    const first = play([...burst(EXAMPLE), enter(700)]);
    expect(play([...burst(WITH_APOSTROPHE, 720), enter(1400)], first.state).outcomes.at(-1)).toMatchObject({
      kind: 'read',
      read: { traits: { birthName: "D'AZUR-WAQUEZ" } },
    });
  });

  it('an endless burst is refused at the limit, not kept', () => {
    const { outcomes, state } = play(burst(EXAMPLE + 'A'.repeat(600)));
    expect(outcomes.filter((outcome) => codeOf(outcome) === 'DATAMATRIX_TOO_LONG')).toHaveLength(1);
    expect(state.text.length).toBeLessThan(10);
  });
});
