import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blocksOf, runsOf } from '../../../../../renderer/features/help/markdown.ts';

const folder = new URL('../../../../../resources/aide/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.md'));

describe('the guide', () => {
  it.each(files)('%s is read whole, without a mark left over', (name) => {
    const blocks = blocksOf(readFileSync(new URL(name, folder), 'utf8'));
    expect(blocks[0]).toMatchObject({ kind: 'title', level: 1 });
    const texts = blocks.flatMap((block) => (block.kind === 'list' ? block.items : [block.text]));
    expect(
      texts
        .flatMap(runsOf)
        .map((run) => run.text)
        .join(''),
    ).not.toMatch(/\*\*|`|^#/);
  });

  it('reads titles, lists, bold and keys', () => {
    expect(blocksOf('# A\n\n- un\n- deux\n\n1. trois\n\nb\nc')).toMatchObject([
      { kind: 'title', text: 'A' },
      { kind: 'list', ordered: false, items: ['un', 'deux'] },
      { kind: 'list', ordered: true, items: ['trois'] },
      { kind: 'paragraph', text: 'b c' },
    ]);
    expect(runsOf('a **b** `c`').map(({ style, text }) => [style, text])).toEqual([
      ['plain', 'a '],
      ['strong', 'b'],
      ['plain', ' '],
      ['key', 'c'],
    ]);
  });

  it('never makes markup out of its text', () => {
    expect(runsOf('<img src=x>')).toEqual([{ at: 0, style: 'plain', text: '<img src=x>' }]);
  });
});
