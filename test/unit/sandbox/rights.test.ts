import { describe, expect, it } from 'vitest';
import { explainAll } from '../../../shared/domain/rights/explain.ts';
import type { MatrixAct, MatrixActor } from '../../../shared/domain/rights/matrix.ts';
import { refusedByRights, type Act } from '../../sandbox/dmp/rights.ts';
import type { AcceptedVihf } from '../../sandbox/dmp/vihf.ts';

/** The two tables were written apart, in two forms: what one allows and the other does not is a slip of one of them. */
const SAME: Partial<Readonly<Record<MatrixAct, Act>>> = {
  'TD0.2': 'TD0.2',
  'TD0.3-add': 'TD0.3+',
  'TD0.3-remove': 'TD0.3-',
  'TD0.3-stop-mt': 'TD0.3mt',
  'TD0.4': 'TD0.4',
  'TD0.5': 'TD0.5',
  'TD1.3a': 'TD1.3a',
  'TD1.6': 'TD1.6',
  'TD2.1': 'TD2.1',
  'TD2.2': 'TD2.2',
  'TD3.1': 'TD3.1',
  'TD3.1b': 'TD3.1b',
};

const DOCTOR = '899900000017';
const who: Readonly<Record<MatrixActor, Partial<AcceptedVihf>>> = {
  NM: { profession: '60', skill: null },
  MD: {},
  MTv: { skill: 'SM25' },
  MT: {},
  CPE: { staff: true, profession: null, skill: null },
  PE: { staff: true, profession: null, skill: null },
  ES: { profession: null, skill: null },
};

function vihf(actor: MatrixActor, authentication: AcceptedVihf['authentication'], mode: AcceptedVihf['mode']): AcceptedVihf {
  const usual = { nameId: DOCTOR, structure: '499900000017001', sector: 'SA07', profession: '10', skill: 'SM26', staff: false };
  // Cast: of a VIHF, what the rights service looks at.
  return { ...usual, authentication, mode, ...who[actor] } as AcceptedVihf;
}

/** Cast: of a record, what the rights service looks at. */
const dossier = (treating: boolean) =>
  ({ medecinTraitant: treating ? DOCTOR : null, oppositions: { breakGlass: false, regulation: false } }) as unknown as Parameters<
    typeof refusedByRights
  >[2];

describe('the rights service of the sandbox', () => {
  const asked = [...explainAll()].flatMap((one) => {
    const act = SAME[one.act];
    return act === undefined ? [] : [{ ...one, right: act }];
  });

  it('allows what the public matrices allow, and nothing else', () => {
    const told = asked.map(({ actor, act, mode, auth, answer, right }) => {
      const allowed = refusedByRights(right, vihf(actor, auth, mode), dossier(actor === 'MT')) === null;
      return { question: `${actor} ${act} ${mode} ${auth}`, answer: allowed ? 'yes' : 'no', printed: answer };
    });
    expect(told.filter(({ answer, printed }) => answer !== printed)).toEqual([]);
    expect(told.length).toBeGreaterThan(200);
  });
});
