import { describe, expect, it } from 'vitest';
import { explain, explainAll, usualAuthentication } from '../../../../shared/domain/rights/explain.ts';
import { ACTORS, OWNERS, type MatrixActor, type Owner } from '../../../../shared/domain/rights/matrix.ts';

/**
 * PDT-INF-526 v1.8 as it is printed, typed once more: NM and MD (normal, regulation, bris de glace), MTv, MT (normal, bris de
 * glace), CPE, ES (normal, regulation). `y`, `-`, `o` own, `s` of the structure, `p` if the patient allows; `+` after an act: what the
 * patient put there is the médecin traitant's alone.
 */
const P526 = `
TD0.1              yyy yyy y yy y yy
TD0.2              yyy yyy y yy y yy
TD0.3-add          y-- y-- - y- y --
TD0.3-remove       y-- y-- - y- - --
TD0.3-stop-mt      --- --- - y- - --
TD0.4              yyy yyy y yy y y-
TD0.5              -y- -y- - -- - -y
TD0.9              yyy yyy y yy y --
TD1.3a             yyy yyy y yy y yy
TD1.6              y-- y-- y y- - --
TD2.1              yyy yyy y yy - yy
TD2.2              --- --- - -- y --
TD3.1              yyy yyy y yy - --
TD3.1b             yyy yyy y yy y yy
TD3.2/current      yyy yyy - yy - --
TD3.2/invisible    yyy yyy - yy - --
TD3.2/archived     yyy yyy - yy - --
TD3.2/obsolete     yyy yyy - yy - --
TD3.2/deleted      yyy yyy - yy - --
TD3.2/masked       opp opp - yp - --
TD3.3a-mask        y-- y-- y y- - --
TD3.3a-unmask      o-- o-- o y- - --
TD3.3b             y-- y-- y y- - --
TD3.3c+            ooo ooo o oo s ss
TD3.3d-archive+    o-- oyy o yy - --
TD3.3d-unarchive+  o-- oyy o yy - --`;

/** PDT-INF-606 v1.3: NM, MD, MT and PE. */
const P606 = `
TD0.1              yyy yyy yy y
TD0.2              yyy yyy yy y
TD0.3-add          y-- y-- y- y
TD0.3-remove       y-- y-- y- -
TD0.4              yyy yyy yy y
TD0.5              -y- -y- -- -
TD0.10             yyy yyy yy y
TD1.3a             yyy yyy yy y
TD1.6              y-- y-- y- -
TD2.1              --- --- -- -
TD2.2              --- --- -- -
TD3.1              yyy yyy yy -
TD3.1b             yyy yyy yy y
TD3.2/current      yyy yyy yy -
TD3.2/invisible    yyy yyy yy -
TD3.2/archived     yyy yyy yy -
TD3.2/obsolete     yyy yyy yy -
TD3.2/deleted      yyy yyy yy -
TD3.2/masked       opp opp yp -
TD3.3a-mask        y-- y-- y- -
TD3.3a-unmask      o-- o-- y- -
TD3.3b             y-- y-- y- -
TD3.3c+            ooo ooo oo s
TD3.3d-archive+    o-- yyy yy -
TD3.3d-unarchive+  o-- yyy yy -`;

const COLUMNS = [
  [P526, 'PDT-INF-526', ['NM', 'MD', 'MTv', 'MT', 'CPE', 'ES']],
  [P606, 'PDT-INF-606', ['NM', 'MD', 'MT', 'PE']],
] as const;

const modesOf = (actor: MatrixActor, cells: string): readonly string[] =>
  cells.length === 2 && actor === 'MT' ? ['normal', 'bris_de_glace'] : ['normal', 'centre_15', 'bris_de_glace'].slice(0, cells.length);

function answerOf(letter: string, actor: MatrixActor, owner: Owner, patients: boolean): string {
  if (letter === 'p') return 'ask';
  if (letter === '-') return 'no';
  if (patients && owner === 'patient') return actor === 'MT' ? 'yes' : 'no';
  return letter === 'y' || owner === 'own' || (letter === 's' && owner === 'structure') ? 'yes' : 'no';
}

/** Every printed cell, whosever the document: « PDT-INF-526 MD TD3.3c normal own null yes ». */
function printed(): readonly string[] {
  return COLUMNS.flatMap(([page, source, actors]) =>
    page
      .trim()
      .split('\n')
      .flatMap((row) => {
        const [name = '', ...columns] = row.split(/ +/);
        const [act = '', state = null] = name.replace('+', '').split('/');
        return columns.flatMap((cells, column) => {
          const actor = actors[column] ?? 'NM';
          return modesOf(actor, cells).flatMap((mode, i) => {
            const owners: readonly (Owner | null)[] = /^TD3\.[23]/.test(act) ? OWNERS : [null];
            return owners.map((owner) =>
              [source, actor, act, mode, owner, state, answerOf(cells[i] ?? '', actor, owner ?? 'other', name.endsWith('+'))].join(' '),
            );
          });
        });
      }),
  );
}

describe('the public matrices as they are printed', () => {
  it('are answered cell for cell: 537 cells, 1,293 answers', () => {
    const lines = printed();
    expect(lines).toHaveLength(1293);
    expect(new Set(lines.map((line) => line.replace(/ (?:own|structure|other|patient)? (\S*) \S+$/, ' $1'))).size).toBe(537);
    const answered = [...explainAll()].map(({ source, actor, act, mode, object, state, answer }) =>
      [source.slice(0, 11), actor, act, mode, object, state, answer].join(' '),
    );
    expect(answered.toSorted()).toEqual(lines.toSorted());
  });

  it('each say where they come from, how who acts is known, and what was asked', () => {
    for (const { source, actor, act, mode, auth, state } of explainAll()) {
      expect(source).toBe(
        `${auth === 'INDIRECTE_RENFORCEE' ? 'PDT-INF-606 v1.3 (08/07/2025)' : 'PDT-INF-526 v1.8 (25/09/2024)'}, ${act}${state === null ? '' : ` (${state})`}, ${actor}, ${mode}`,
      );
      if (source.startsWith('PDT-INF-526')) expect(auth).toBe(actor === 'ES' ? 'INDIRECTE' : 'DIRECTE');
    }
    expect(ACTORS.map(usualAuthentication).join(' ')).toBe('DIRECTE DIRECTE DIRECTE DIRECTE DIRECTE INDIRECTE_RENFORCEE INDIRECTE');
  });

  it.each([
    ['staff break no glass', 'CPE TD0.2 bris_de_glace DIRECTE', 'R-087'],
    ['staff regulate nothing', 'CPE TD0.2 centre_15 DIRECTE', 'R-080'],
    ['no occupational doctor under AIR', 'MTv TD3.1 normal INDIRECTE_RENFORCEE', 'R-160'],
    ['no certificate under a card', 'ES TD3.1 normal DIRECTE', 'R-055'],
    ['a search without INS is the regulation’s', 'MD TD0.5 bris_de_glace DIRECTE', 'R-086'],
    ['nothing is masked in an emergency', 'MD TD3.3a-mask centre_15 DIRECTE', 'R-085'],
    ['another’s is deleted by nobody, in an emergency either', 'MD TD3.3c centre_15 DIRECTE', 'R-102'],
  ])('%s, by its rule', (_what, question, rule) => {
    const [actor, act, mode, auth] = question.split(' ') as [never, never, never, never];
    expect(explain({ actor, act, mode, auth, object: act === 'TD3.3c' ? 'other' : null, state: null })).toMatchObject({
      answer: 'no',
      rule,
    });
  });
});
