import { describe, expect, it } from 'vitest';
import { GS } from '../../../shared/domain/ins/datamatrix.ts';
import { hearKey, noScan, recogniseScan, SCAN_PAUSE_MS, type ScanKey, type ScanOutcome, type ScanState } from '../../../shared/domain/ins/scan.ts';

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
const digitsOnFrenchComputer = (text: string): string => [...text].map((character) => (/\d/.test(character) ? onFrenchComputer(character) : character)).join('');

const codeOf = (outcome: ScanOutcome): string => (outcome.kind === 'refused' ? outcome.error.code : outcome.kind);
const nameOf = (outcome: ScanOutcome): string => (outcome.kind === 'read' ? outcome.read.traits.birthName : codeOf(outcome));

describe('a whole scanned text', () => {
  it('is read, line end and symbology prefix dropped', () => {
    for (const text of [EXAMPLE, `${EXAMPLE}\r\n`, `]d2${EXAMPLE}`]) expect(recogniseScan(text, TEST)).toMatchObject({ kind: 'read', repaired: false });
  });

  it.each([EXAMPLE, WITH_APOSTROPHE, EXAMPLE.replaceAll(GS, '<GS>')])('typed by a QWERTY scanner on an AZERTY computer is undone (%#)', (text) => {
    const typed = onFrenchComputer(text);
    expect(typed).not.toBe(text);
    expect(typed.startsWith('ISà&')).toBe(true);
    const [right, undone] = [recogniseScan(text, TEST), recogniseScan(typed, TEST)];
    expect(undone).toEqual({ ...right, repaired: true });
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

  it('without its separators says so', () => {
    expect(codeOf(recogniseScan(onFrenchComputer(EXAMPLE.replaceAll(GS, '')), TEST))).toBe('DATAMATRIX_SEPARATOR');
  });

  it('of another code keeps its own refusal', () => {
    expect(codeOf(recogniseScan('3400930000000', TEST))).toBe('DATAMATRIX_NOT_INS');
  });
});

/** Plays keys one after the other; answers every outcome. */
function play(keys: readonly ScanKey[], from: ScanState = noScan): { readonly outcomes: readonly ScanOutcome[]; readonly state: ScanState } {
  let state = from;
  const outcomes = keys.map((key) => {
    const heard = hearKey(state, key, TEST);
    state = heard.state;
    return heard.outcome;
  });
  return { outcomes, state };
}
const burst = (text: string, start = 0, every = 5): readonly ScanKey[] => [...text].map((key, index) => ({ key, at: start + index * every }));
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
      if (key === GS) return [{ key: 'Control', at }, { key: ']', at: at + 1, ctrl: true }];
      return /[A-Z]/.test(key) ? [{ key: 'Shift', at }, { key, at: at + 1 }] : [{ key, at }];
    });
    expect(play([...keys, { key: 'Tab', at: EXAMPLE.length * 8 }]).outcomes.at(-1)).toMatchObject({ kind: 'read' });
  });

  it('a symbology prefix counts among the characters to take back', () => {
    expect(play(burst(`]d2${EXAMPLE}`)).outcomes.find(({ kind }) => kind === 'scanning')).toEqual({ kind: 'scanning', leaked: 6 });
    expect(nameOf(play([...burst(`]d2${EXAMPLE}`), enter((EXAMPLE.length + 3) * 5)]).outcomes.at(-1) ?? { kind: 'typing' })).toBe('PAT-TROIS');
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

  it('a pause inside a burst drops it', () => {
    const half = EXAMPLE.length / 2;
    const keys = [...burst(EXAMPLE.slice(0, half)), ...burst(EXAMPLE.slice(half), half * 5 + SCAN_PAUSE_MS + 10)];
    expect(play([...keys, enter(2000)]).outcomes.at(-1)).toEqual({ kind: 'typing' });
  });

  it('two bursts in a row are two reads', () => {
    const first = play([...burst(EXAMPLE), enter(700)]);
    expect(play([...burst(WITH_APOSTROPHE, 720), enter(1400)], first.state).outcomes.at(-1)).toMatchObject({ kind: 'read', read: { traits: { birthName: "D'AZUR-WAQUEZ" } } });
  });

  it('an endless burst is refused at the limit, not kept', () => {
    const { outcomes, state } = play(burst(EXAMPLE + 'A'.repeat(600)));
    expect(outcomes.filter((outcome) => codeOf(outcome) === 'DATAMATRIX_TOO_LONG')).toHaveLength(1);
    expect(state.text.length).toBeLessThan(10);
  });
});
