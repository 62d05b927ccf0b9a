import { visibilities } from '../../shared/domain/record/document.ts';
import { informationStates } from '../../shared/domain/record/information.ts';
import { can } from '../../shared/domain/rights/can.ts';
import { MESSAGES, type Delegation, type RightsFacts } from '../../shared/domain/rights/facts.ts';
import { ACTS, MODES } from '../../shared/domain/rights/matrix.ts';
import { ROLES } from '../unit/domain/rights/roles.ts';
import { USUAL, written } from '../unit/domain/rights/facts.ts';
import { item, type Benchmark } from './report.ts';
import { validationItems } from './validation.ts';

const GOAL_US = 50;
/** A secretary of a large practice: one delegation a professional, the last of which counts. */
const DELEGATIONS = 100;

/**
 * How long it takes to know whether somebody may do something, 95th percentile: every role, act and mode, with every word of the
 * patient and every visibility, so that what is refused at once and what is looked at to the end are both there. A screen asks
 * a handful of them at each change, a validation one a channel. Then what staff prepared, validated together.
 */
export async function run(runs: number): Promise<Benchmark> {
  const facts = questions();
  const taken: number[] = [];
  for (let turn = 0; turn < runs + 1; turn += 1) {
    const p95 = percentile(facts.map(asked), 0.95);
    // The first turn warms up.
    if (turn > 0) taken.push(p95);
  }
  const asking = item(`\`can\`, p95 of ${facts.length} questions, ${DELEGATIONS} delegations each`, 'µs', taken, {
    goal: { atMost: GOAL_US },
  });
  return { name: 'rights', runs, items: [asking, ...(await validationItems(runs))] };
}

/** Microseconds. */
function asked(facts: RightsFacts): number {
  const from = process.hrtime.bigint();
  can(facts, { ageOfMajority: 18 });
  return Number(process.hrtime.bigint() - from) / 1000;
}

function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
}

function questions(): readonly RightsFacts[] {
  const delegation = (i: number): Delegation => ({
    from: `8999${i}`,
    to: i === DELEGATIONS - 1 ? (ROLES.CPE.person ?? '') : `autre${i}`,
    acts: ['TD2.2', ...MESSAGES],
    types: ['11488-4'],
    since: '2026-11-01T00:00:00Z',
    until: null,
    revokedAt: null,
  });
  const delegations = Array.from({ length: DELEGATIONS }, (_, i) => delegation(i));
  return Object.values(ROLES).flatMap((session) =>
    [...ACTS, ...MESSAGES].flatMap((act) =>
      MODES.flatMap((mode) =>
        informationStates.flatMap((state) =>
          visibilities.map((visibility) => ({
            ...USUAL,
            session,
            delegations,
            patient: { ...USUAL.patient, information: { ...USUAL.patient.information, feeding: state, consultation: state } },
            act,
            mode,
            document: written('899900000999', { visibility }),
          })),
        ),
      ),
    ),
  );
}
