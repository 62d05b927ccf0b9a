import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../../renderer/ui/tokens.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = css.split(/:root\[data-theme=['"]?dark/);
const colours = (block: string): ReadonlyMap<string, string> =>
  new Map([...block.matchAll(/--([\w-]+): ?(#[0-9a-f]{6})/g)].map(([, name = '', value = '']) => [name, value]));

/** Relative luminance and contrast, WCAG 2.2 (1.4.3). */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

describe.each([
  ['light', colours(light)],
  ['dark', colours(dark)],
] as const)('the %s theme', (_name, tokens) => {
  const of = (name: string): string => tokens.get(name) ?? expect.fail(`no token ${name}`);

  it.each(['ok', 'wait', 'warn', 'bad', 'mask', 'off'])('shows %s readably on its own background and on a card', (tone) => {
    expect(contrast(of(tone), of(`${tone}-soft`))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(of(tone), of('surface'))).toBeGreaterThanOrEqual(4.5);
  });

  it('shows text at AAA and quiet text at AA', () => {
    expect(contrast(of('ink'), of('surface'))).toBeGreaterThanOrEqual(7);
    expect(contrast(of('ink-2'), of('surface'))).toBeGreaterThanOrEqual(7);
    for (const surface of ['surface', 'surface-2', 'bg']) expect(contrast(of('ink-3'), of(surface))).toBeGreaterThanOrEqual(4.5);
  });

  it('shows the words of a main button and the focus ring', () => {
    expect(contrast(of('on-accent'), of('accent'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(of('focus'), of('surface'))).toBeGreaterThanOrEqual(3);
  });
});
