import { fail } from '../../errors.ts';
import type { AccessMode } from '../types.ts';
import type { Authentication } from './facts.ts';
import p526 from './p526.json' with { type: 'json' };
import p606 from './p606.json' with { type: 'json' };

/**
 * The two public matrices of what the DMP's server allows, cell for cell: PDT-INF-526 for a card or a structure's
 * certificate, PDT-INF-606 for a strong login at the structure (AIR). What the client itself does is stricter: `can.ts`.
 */

/** Who acts, as the matrices class them (rights/README 1); PE is the staff of a structure under AIR. */
export const ACTORS = ['NM', 'MD', 'MTv', 'MT', 'CPE', 'PE', 'ES'] as const;
export type MatrixActor = (typeof ACTORS)[number];

/** `purposeofuse` of the VIHF (TRE_R248, 1.2.250.1.213.1.1.4.248). */
export const MODES = ['normal', 'centre_15', 'bris_de_glace'] as const satisfies readonly AccessMode[];

/** State of a document that is read. */
export const STATES = ['current', 'masked', 'invisible', 'archived', 'obsolete', 'deleted'] as const;
export type ReadState = (typeof STATES)[number];

/** Whose document: of who acts, of somebody else of their structure, of another professional, put there by the patient. */
export const OWNERS = ['own', 'structure', 'other', 'patient'] as const;
export type Owner = (typeof OWNERS)[number];

/** Transactions of the matrices; what one transaction does in several ways is several acts. */
export const ACTS = [
  'TD0.1',
  'TD0.2',
  'TD0.3-add',
  'TD0.3-remove',
  'TD0.3-stop-mt',
  'TD0.4',
  'TD0.5',
  'TD0.9',
  'TD0.10',
  'TD1.3a',
  'TD1.6',
  'TD2.1',
  'TD2.2',
  'TD3.1',
  'TD3.1b',
  'TD3.2',
  'TD3.3a-mask',
  'TD3.3a-unmask',
  'TD3.3b',
  'TD3.3c',
  'TD3.3d-archive',
  'TD3.3d-unarchive',
] as const;
export type MatrixAct = (typeof ACTS)[number];

/** What a matrix prints in a cell: for all documents, for none, for those of some owners, or for the patient to say. */
const CELLS = ['yes', 'no', 'own', 'structure', 'professionals', 'own-or-patient', 'patient-allows'] as const;
export type Cell = (typeof CELLS)[number];

export interface MatrixCell {
  readonly actor: MatrixActor;
  readonly act: MatrixAct;
  /** Null but for a reading. */
  readonly state: ReadState | null;
  readonly mode: AccessMode;
  readonly cell: Cell;
  /** The rule that it follows. */
  readonly rule: string;
}

/** One matrix, checked. */
export interface Matrix {
  readonly source: string;
  readonly cells: readonly MatrixCell[];
}

/** Acts that are done to a document. */
export const hasOwner = (act: MatrixAct): boolean => act === 'TD3.2' || act.startsWith('TD3.3');

const one = <T extends string>(list: readonly T[], value: unknown): T | null => list.find((known) => known === value) ?? null;
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads a matrix. Every actor has its modes, every row one cell a mode.
 *
 * @param name of the matrix, for the refusal.
 * @throws PosteError RIGHTS_MATRIX a hole, a double, a word that is none: its row, from 1, and what is wrong
 */
export function readMatrix(name: string, json: unknown): Matrix {
  const wrong = (line: number, what: string): Error => fail('RIGHTS_MATRIX', { values: { name, line: String(line), what } });
  if (!isRecord(json) || !isRecord(json['modes']) || !Array.isArray(json['rows']) || typeof json['source'] !== 'string')
    throw wrong(0, 'source, modes, rows');
  const actors = Object.entries(json['modes']).map(([actor, modes]) => {
    const known = one(ACTORS, actor);
    const all = Array.isArray(modes) ? modes.map((mode) => one(MODES, mode)).filter((mode) => mode !== null) : [];
    if (known === null || all.length === 0 || new Set(all).size !== (Array.isArray(modes) ? modes.length : 0)) throw wrong(0, actor);
    return { actor: known, modes: all };
  });
  const rows: readonly unknown[] = json['rows'];
  const seen = new Set<string>();
  const cells = rows.flatMap((row, i) => {
    const line = i + 1;
    if (!isRecord(row)) throw wrong(line, 'row');
    const act = one(ACTS, row['act']);
    const state = one(STATES, row['state']);
    if (act === null || (state === null && row['state'] !== null) || (act === 'TD3.2') !== (state !== null))
      throw wrong(line, 'act, state');
    const key = `${act} ${state ?? ''}`.trim();
    if (seen.has(key)) throw wrong(line, `${key} : deux fois`);
    seen.add(key);
    const rules = isRecord(row['rules']) ? row['rules'] : {};
    const stray = Object.keys(row).find(
      (word) => !['act', 'state', 'rule', 'rules'].includes(word) && !actors.some(({ actor }) => actor === word),
    );
    if (stray !== undefined) throw wrong(line, stray);
    return actors.flatMap(({ actor, modes }) => {
      const printed = row[actor];
      if (!Array.isArray(printed) || printed.length !== modes.length) throw wrong(line, `${key}, ${actor}`);
      const rule = rules[actor] ?? row['rule'];
      if (typeof rule !== 'string' || !/^R-\d{3}$/.test(rule)) throw wrong(line, `${key}, rule`);
      return modes.map((mode, m): MatrixCell => {
        const cell = one(CELLS, printed[m]);
        if (cell === null) throw wrong(line, `${key}, ${actor}, ${mode}`);
        return { actor, act, state, mode, cell, rule };
      });
    });
  });
  return { source: json['source'], cells };
}

/** By how who acts is known to the server. */
export const matrices = { direct: readMatrix('PDT-INF-526', p526), air: readMatrix('PDT-INF-606', p606) } as const;

/** The matrix of those who are known so. */
export const matrixOf = (auth: Authentication): Matrix => (auth === 'INDIRECTE_RENFORCEE' ? matrices.air : matrices.direct);

/** What a cell says of a document of that owner; null: the patient decides, and the server knows. */
export function allows(cell: Cell, owner: Owner): boolean | null {
  switch (cell) {
    case 'patient-allows':
      return null;
    case 'own':
      return owner === 'own';
    case 'own-or-patient':
      return owner === 'own' || owner === 'patient';
    case 'structure':
      return owner === 'own' || owner === 'structure';
    case 'professionals':
      return owner !== 'patient';
    default:
      return cell === 'yes';
  }
}
