import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identityDocumentLabel, identityDocumentType, identityDocumentTypes } from '../../../shared/domain/identity/documents.ts';
import {
  assertAttributes, assertInsiAllowed, holdsIns, identityStatuses, identityTable, mayTransmitIns, moveIdentity, noAttributes, statusLabels, strictTraitsLocked, type IdentityEvent,
} from '../../../shared/domain/identity/status.ts';
import type { IdentityStatus } from '../../../shared/domain/types.ts';

const P = 'PROV';
const V = 'VALI';
const R = 'RECUP';
const Q = 'QUAL';
const events = Object.keys(identityTable) as IdentityEvent[];

/** The table of the sheet (ins.md 3), written again: status after, in the order PROV, VALI, RECUP, QUAL. */
const SHEET: Readonly<Record<IdentityEvent, readonly IdentityStatus[]>> = {
  insiAccepted: [R, Q, R, Q],
  documentChecked: [V, V, Q, Q],
  documentDiscordant: [P, V, P, P],
  documentDiscordantWithInsi: [P, V, V, V],
  vitaleApp: [Q, Q, Q, Q],
  strictTraitEdited: [P, P, P, P],
  strictTraitEditedFromDocument: [P, V, P, V],
  verificationNegative: [P, V, P, P],
  verificationNegativeDocumentHolds: [P, V, P, V],
  doubtfulOrFictive: [P, P, P, P],
  insiRefused: [P, V, R, Q],
  insiNone: [P, V, R, Q],
  insiSeveral: [P, V, R, Q],
  insiFault: [P, V, R, Q],
  complementaryTraitEdited: [P, V, R, Q],
};

describe('the RNIV machine', () => {
  it.each(events.flatMap((event) => identityStatuses.map((from, i) => [event, from, SHEET[event][i]] as const)))('%s in %s gives %s', (event, from, to) => {
    expect(moveIdentity(from, event).to).toBe(to);
  });

  it('stores matricule and OID in RECUP and QUAL only, and drops them on leaving', () => {
    for (const event of events) {
      for (const from of identityStatuses) {
        const { to, ins } = moveIdentity(from, event);
        if (holdsIns(to)) expect(ins).toBe(event === 'insiAccepted' || event === 'vitaleApp' ? 'store' : 'keep');
        else expect(ins).toBe(holdsIns(from) ? 'drop' : 'none');
      }
    }
  });

  it('keeps no matricule that it never stored', () => {
    for (const event of events) {
      for (const from of identityStatuses) {
        if (moveIdentity(from, event).ins === 'keep') expect(holdsIns(from)).toBe(true);
      }
    }
  });

  const attributes = fc.record({ homonym: fc.boolean(), doubtful: fc.boolean(), fictive: fc.boolean() });

  it('has no path to QUAL without an accepted INSi answer and a checked document, both still holding', () => {
    const breaksInsi = new Set<IdentityEvent>([
      'documentDiscordant', 'documentDiscordantWithInsi', 'strictTraitEdited', 'strictTraitEditedFromDocument', 'verificationNegative', 'verificationNegativeDocumentHolds', 'doubtfulOrFictive',
    ]);
    const step = fc.tuple(fc.constantFrom(...events.filter((event) => event !== 'vitaleApp')), attributes);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let status: IdentityStatus = 'PROV';
        let [insi, document] = [false, false];
        for (const [event, marks] of steps) {
          status = moveIdentity(status, event, marks).to;
          if (marks.doubtful || marks.fictive || event === 'strictTraitEdited' || event === 'doubtfulOrFictive') [insi, document] = [false, false];
          else {
            if (event === 'insiAccepted') insi = true;
            if (event === 'documentChecked') document = true;
            // A document that contradicts INSi proves the local traits, if it proves anything.
            if (event === 'documentDiscordantWithInsi' && status === 'VALI') document = true;
            if (breaksInsi.has(event)) insi = false;
          }
          if (status === 'QUAL') expect([insi, document]).toEqual([true, true]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('keeps a doubtful or fictive identity provisional, whatever happens', () => {
    fc.assert(
      fc.property(fc.constantFrom(...identityStatuses), fc.constantFrom(...events), attributes, (from, event, marks) => {
        if (marks.doubtful || marks.fictive) expect(moveIdentity(from, event, marks).to).toBe('PROV');
        else expect(moveIdentity(from, event, marks)).toEqual(moveIdentity(from, event));
      }),
    );
  });

  it('transmits the matricule when qualified only, and locks the traits once recovered', () => {
    expect(identityStatuses.map(mayTransmitIns)).toEqual([false, false, false, true]);
    expect(identityStatuses.map(strictTraitsLocked)).toEqual([false, false, true, true]);
    expect(identityStatuses.map((status) => statusLabels[status])).toEqual(['Provisoire', 'Validée', 'Récupérée', 'Qualifiée']);
  });
});

describe('attributes', () => {
  const marks = (...set: readonly (keyof typeof noAttributes)[]) => ({ ...noAttributes, ...Object.fromEntries(set.map((name) => [name, true])) });

  it('forbid INSi when doubtful or fictive', () => {
    expect(() => assertInsiAllowed(marks('doubtful'))).toThrow(expect.objectContaining({ code: 'IDENTITY_DOUBTFUL' }));
    expect(() => assertInsiAllowed(marks('fictive'))).toThrow(expect.objectContaining({ code: 'IDENTITY_FICTIVE' }));
    expect(() => assertInsiAllowed(marks('homonym'))).not.toThrow();
  });

  it('combine homonym with doubtful only', () => {
    expect(() => assertAttributes(marks('homonym', 'doubtful'))).not.toThrow();
    expect(() => assertAttributes(marks('fictive'))).not.toThrow();
    for (const other of ['homonym', 'doubtful'] as const) expect(() => assertAttributes(marks('fictive', other))).toThrow(expect.objectContaining({ code: 'IDENTITY_ATTRIBUTES' }));
  });
});

describe('documents that prove an identity', () => {
  it('are the high-trust ones, each once', () => {
    const codes = identityDocumentTypes.map(({ code }) => code);
    expect(codes.toSorted()).toEqual(['AC', 'AN', 'AV', 'CN', 'CS', 'DC', 'IE', 'LE', 'PA', 'TC']);
    expect(identityDocumentType('PA').label).toBe('Passeport');
  });

  it.each(['PC', 'CV', ''])('exclude %j (permis de conduire, carte Vitale, none)', (code) => {
    expect(() => identityDocumentType(code)).toThrow(expect.objectContaining({ code: 'IDENTITY_DOCUMENT_TYPE' }));
  });

  it('keep a readable name for a stored code that the list no longer has', () => {
    expect([identityDocumentLabel('CN'), identityDocumentLabel('ZZ')]).toEqual(['Carte nationale d’identité', 'ZZ']);
  });
});
