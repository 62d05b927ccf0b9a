import { describe, expect, it } from 'vitest';
import { explain, explainAll } from '../../../../shared/domain/rights/explain.ts';
import { ACTS, hasOwner, matrices, readMatrix } from '../../../../shared/domain/rights/matrix.ts';
import p526 from '../../../../shared/domain/rights/p526.json' with { type: 'json' };
import p606 from '../../../../shared/domain/rights/p606.json' with { type: 'json' };

describe('the public matrices', () => {
  it('are 537 cells, and 1,293 answers with whose document it is', () => {
    expect(matrices.direct.cells.length + matrices.air.cells.length).toBe(537);
    const lines = [...explainAll()];
    expect(lines).toHaveLength(1293);
    const keys = lines.map(({ actor, act, mode, auth, object, state }) => [actor, act, mode, auth, object, state].join(' '));
    expect(new Set(keys).size).toBe(1293);
  });

  it.each([
    ['a doctor feeds in an emergency too', 'MD TD2.1 bris_de_glace', 'yes'],
    ['a secretary feeds by TD2.2', 'CPE TD2.2 normal', 'yes'],
    ['a secretary does not feed by TD2.1', 'CPE TD2.1 normal', 'no'],
    ['a secretary reads no list', 'CPE TD3.1 normal', 'no'],
    ['a secretary finds a reference, to delete', 'CPE TD3.1b normal', 'yes'],
    ['an occupational doctor sees the list', 'MTv TD3.1 normal', 'yes'],
    ['an occupational doctor reads nothing', 'MTv TD3.2 normal', 'no'],
    ['a search without INS is of the regulation', 'NM TD0.5 centre_15', 'yes'],
    ['a search without INS is of no other mode', 'NM TD0.5 normal', 'no'],
    ['a médecin traitant stops being one', 'MT TD0.3-stop-mt normal', 'yes'],
    ['nobody else does', 'MD TD0.3-stop-mt normal', 'no'],
    ['a structure’s certificate feeds', 'ES TD2.1 normal', 'yes'],
    ['a structure’s certificate reads nothing', 'ES TD3.2 normal', 'no'],
    ['staff under AIR feed nothing', 'PE TD2.2 normal', 'no'],
    ['bris de glace is nothing of staff', 'CPE TD0.2 bris_de_glace', 'no'],
  ])('%s', (_what, question, answer) => {
    const [actor, act, mode] = question.split(' ') as [never, never, never];
    const auth = actor === 'ES' ? 'INDIRECTE' : actor === 'PE' ? 'INDIRECTE_RENFORCEE' : 'DIRECTE';
    expect(explain({ actor, act, mode, auth, object: null, state: act === 'TD3.2' ? 'current' : null })).toMatchObject({ answer });
  });

  it.each([
    ['MD TD3.3c normal', 'yes no no no'],
    ['MT TD3.3c normal', 'yes no no yes'],
    ['CPE TD3.3c normal', 'yes yes no no'],
    ['MD TD3.3d-archive normal', 'yes no no no'],
    ['MD TD3.3d-archive centre_15', 'yes yes yes no'],
    ['MT TD3.3d-unarchive normal', 'yes yes yes yes'],
    ['NM TD3.3a-unmask normal', 'yes no no no'],
    ['NM TD3.3a-mask normal', 'yes yes yes yes'],
    ['NM TD3.3a-mask bris_de_glace', 'no no no no'],
  ])('%s: one’s own, of the structure, of another, of the patient: %s', (question, answers) => {
    const [actor, act, mode] = question.split(' ') as [never, never, never];
    const said = (['own', 'structure', 'other', 'patient'] as const).map(
      (object) => explain({ actor, act, mode, auth: 'DIRECTE', object, state: null }).answer,
    );
    expect(said.join(' ')).toBe(answers);
  });

  it('leave a masked document to its author, to the médecin traitant, and in an emergency to what the patient said', () => {
    const answer = (actor: 'MD' | 'MT', mode: 'normal' | 'bris_de_glace', object: 'own' | 'other') =>
      explain({ actor, act: 'TD3.2', mode, auth: 'DIRECTE', object, state: 'masked' }).answer;
    expect([answer('MD', 'normal', 'own'), answer('MD', 'normal', 'other'), answer('MT', 'normal', 'other')]).toEqual(['yes', 'no', 'yes']);
    expect([answer('MD', 'bris_de_glace', 'own'), answer('MT', 'bris_de_glace', 'other')]).toEqual(['ask', 'ask']);
  });

  it('say that it depends where whose document it is was not said, and which rule an emergency breaks', () => {
    expect(explain({ actor: 'MD', act: 'TD3.3c', mode: 'normal', auth: 'DIRECTE', object: null, state: null }).answer).toBe('ask');
    const masked = explain({ actor: 'MD', act: 'TD3.3a-mask', mode: 'centre_15', auth: 'DIRECTE', object: 'own', state: null });
    expect(masked).toMatchObject({ answer: 'no', rule: 'R-085' });
    expect(explain({ actor: 'NM', act: 'TD2.1', mode: 'normal', auth: 'INDIRECTE_RENFORCEE', object: null, state: null })).toMatchObject({
      answer: 'no',
      rule: 'R-161',
    });
    expect(explain({ actor: 'MT', act: 'TD3.3a-mask', mode: 'normal', auth: 'DIRECTE', object: 'other', state: null }).rule).toBe('R-113');
    expect(explain({ actor: 'NM', act: 'TD1.6', mode: 'normal', auth: 'DIRECTE', object: null, state: null }).rule).toBe('R-115');
    expect(explain({ actor: 'MTv', act: 'TD3.1', mode: 'normal', auth: 'INDIRECTE_RENFORCEE', object: null, state: null }).rule).toBe(
      'R-160',
    );
    expect(explain({ actor: 'CPE', act: 'TD3.1', mode: 'normal', auth: 'DIRECTE', object: null, state: null }).rule).toBe('R-141');
  });

  it('know of a structure’s certificate by no person’s card, and the other way round', () => {
    expect(explain({ actor: 'ES', act: 'TD2.1', mode: 'normal', auth: 'DIRECTE', object: null, state: null }).answer).toBe('no');
    expect(explain({ actor: 'MD', act: 'TD2.1', mode: 'normal', auth: 'INDIRECTE', object: null, state: null }).answer).toBe('no');
  });

  it('are of every act, each with its owner or not', () => {
    const known = new Set([...matrices.direct.cells, ...matrices.air.cells].map(({ act }) => act));
    expect([...known].toSorted()).toEqual([...ACTS].toSorted());
    expect(ACTS.filter(hasOwner)).toHaveLength(7);
  });
});

describe('a matrix that is wrong', () => {
  const changed = (change: (rows: Record<string, unknown>[]) => void, of: typeof p526 | typeof p606 = p526): unknown => {
    const copy = structuredClone(of) as unknown as { rows: Record<string, unknown>[] };
    change(copy.rows);
    return copy;
  };
  const refusal = (json: unknown) => expect(() => readMatrix('PDT-INF-526', json));

  it.each<[string, (rows: Record<string, unknown>[]) => void, string]>([
    ['a hole', (rows) => delete rows[3]?.['NM'], 'ligne 4 : TD0.3-remove, NM'],
    ['a cell missing', (rows) => void ((rows[0] ?? {})['MD'] = ['yes', 'yes']), 'ligne 1 : TD0.1, MD'],
    ['a double', (rows) => void rows.push(rows[2] ?? {}), 'ligne 27 : TD0.3-add : deux fois'],
    ['an unknown word', (rows) => void ((rows[1] ?? {})['CPE'] = ['perhaps']), 'ligne 2 : TD0.2, CPE, normal'],
    ['an unknown act', (rows) => void ((rows[1] ?? {})['act'] = 'TD9.9'), 'ligne 2 : act, state'],
    ['an unknown actor', (rows) => void ((rows[1] ?? {})['XX'] = ['yes']), 'ligne 2 : XX'],
    ['a reading of no state', (rows) => void ((rows[14] ?? {})['state'] = null), 'ligne 15 : act, state'],
    ['a rule that is none', (rows) => void ((rows[1] ?? {})['rule'] = 'because'), 'ligne 2 : TD0.2, rule'],
  ])('is refused with its line: %s', (_what, change, message) => {
    refusal(changed(change)).toThrow(message);
  });

  it.each([[null], [{}], [{ source: 'x', modes: { NM: ['normal', 'normal'] }, rows: [] }], [{ source: 'x', modes: { NM: [] }, rows: [] }]])(
    'is refused when it is none: %j',
    (json) => refusal(json).toThrow(expect.objectContaining({ code: 'RIGHTS_MATRIX' })),
  );
});
