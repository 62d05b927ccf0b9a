import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  identityDocumentCodes,
  identityDocumentLabel,
  identityDocumentType,
  identityDocumentTypes,
  usualIdentityDocuments,
} from '../../../shared/domain/identity/documents.ts';
import {
  assertAttributes,
  assertInsiAllowed,
  attributeLabels,
  holdsIns,
  identityTable,
  mayTransmitIns,
  moveIdentity,
  noAttributes,
  prohibitions,
  statusLabels,
  strictTraitsLocked,
  type IdentityEvent,
} from '../../../shared/domain/identity/status.ts';
import { unlockConsequence } from '../../../shared/domain/identity/unlock.ts';
import { UNKNOWN_BIRTH_DATE } from '../../../shared/domain/ins/dates.ts';
import { identityStatuses, type IdentityStatus } from '../../../shared/domain/types.ts';

const P = 'PROV';
const V = 'VALI';
const R = 'RECUP';
const Q = 'QUAL';
const events = Object.keys(identityTable) as IdentityEvent[];

/** The table of identity/README 1, written again: status after, in the order PROV, VALI, RECUP, QUAL. */
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

const woman = { sex: 'F', birthDate: '1979-03-28' } as const;
const undetermined = { ...woman, sex: 'I' } as const;
const unknown = { ...woman, birthDate: UNKNOWN_BIRTH_DATE } as const;

describe('the RNIV machine', () => {
  it.each(events.flatMap((event) => identityStatuses.map((from, i) => [event, from, SHEET[event][i]] as const)))(
    '%s in %s gives %s',
    (event, from, to) => {
      expect(moveIdentity(from, event).to).toBe(to);
    },
  );

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
      'documentDiscordant',
      'documentDiscordantWithInsi',
      'strictTraitEdited',
      'strictTraitEditedFromDocument',
      'verificationNegative',
      'verificationNegativeDocumentHolds',
      'doubtfulOrFictive',
    ]);
    const step = fc.tuple(fc.constantFrom(...events.filter((event) => event !== 'vitaleApp')), attributes);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let status: IdentityStatus = 'PROV';
        let [insi, document] = [false, false];
        for (const [event, marks] of steps) {
          status = moveIdentity(status, event, marks).to;
          if (marks.doubtful || marks.fictive || event === 'strictTraitEdited' || event === 'doubtfulOrFictive')
            [insi, document] = [false, false];
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
  const marks = (...set: readonly (keyof typeof noAttributes)[]) => ({
    ...noAttributes,
    ...Object.fromEntries(set.map((name) => [name, true])),
  });

  it('forbid INSi when doubtful or fictive', () => {
    expect(() => assertInsiAllowed({ attributes: marks('doubtful'), ...woman })).toThrow(
      expect.objectContaining({ code: 'IDENTITY_DOUBTFUL' }),
    );
    expect(() => assertInsiAllowed({ attributes: marks('fictive'), ...woman })).toThrow(
      expect.objectContaining({ code: 'IDENTITY_FICTIVE' }),
    );
    expect(() => assertInsiAllowed({ attributes: marks('homonym'), ...woman })).not.toThrow();
  });

  it('an undetermined sex forbids INSi and every status that holds a matricule (ins/README 2)', () => {
    expect(() => assertInsiAllowed({ attributes: noAttributes, ...undetermined })).toThrow(
      expect.objectContaining({ code: 'IDENTITY_SEX' }),
    );
    expect(() => assertInsiAllowed({ attributes: marks('fictive'), ...undetermined })).toThrow(
      expect.objectContaining({ code: 'IDENTITY_FICTIVE' }),
    );
    for (const status of identityStatuses) {
      expect(prohibitions(status, noAttributes, undetermined)).toEqual({ insiCall: true, transmission: true, statuses: ['RECUP', 'QUAL'] });
      for (const event of events) {
        const [known, unknown] = [
          moveIdentity(status, event, noAttributes, woman),
          moveIdentity(status, event, noAttributes, undetermined),
        ];
        expect(known).toEqual(moveIdentity(status, event));
        expect(unknown.to).toBe({ PROV: 'PROV', RECUP: 'PROV', VALI: 'VALI', QUAL: 'VALI' }[known.to]);
        expect(['none', 'drop']).toContain(unknown.ins);
      }
    }
    expect(prohibitions('PROV', marks('doubtful'), undetermined).statuses).toEqual(['VALI', 'RECUP', 'QUAL']);
  });

  it('an unknown person stays provisional, and INSi is not asked', () => {
    expect(() => assertInsiAllowed({ attributes: noAttributes, ...unknown })).toThrow(
      expect.objectContaining({ code: 'IDENTITY_BIRTH_DATE' }),
    );
    expect(() => assertInsiAllowed({ attributes: marks('doubtful'), ...unknown })).toThrow(
      expect.objectContaining({ code: 'IDENTITY_DOUBTFUL' }),
    );
    expect(() => assertInsiAllowed({ attributes: noAttributes, ...woman, birthDate: '1979-00-00' })).not.toThrow();
    for (const status of identityStatuses) {
      expect(prohibitions(status, noAttributes, unknown)).toEqual({
        insiCall: true,
        transmission: true,
        statuses: ['VALI', 'RECUP', 'QUAL'],
      });
      for (const event of events) expect(moveIdentity(status, event, noAttributes, unknown).to).toBe('PROV');
    }
  });

  it('combine homonym with doubtful only', () => {
    expect(() => assertAttributes(marks('homonym', 'doubtful'))).not.toThrow();
    expect(() => assertAttributes(marks('fictive'))).not.toThrow();
    for (const other of ['homonym', 'doubtful'] as const)
      expect(() => assertAttributes(marks('fictive', other))).toThrow(expect.objectContaining({ code: 'IDENTITY_ATTRIBUTES' }));
  });
});

describe('what attributes and status forbid', () => {
  const combinations = [false, true].flatMap((homonym) =>
    [false, true].flatMap((doubtful) => [false, true].map((fictive) => ({ homonym, doubtful, fictive }))),
  );

  it.each(combinations.flatMap((marks) => identityStatuses.map((status) => [marks, status] as const)))('%j in %s', (marks, status) => {
    if (marks.fictive && (marks.homonym || marks.doubtful)) {
      expect(() => prohibitions(status, marks, woman)).toThrow(expect.objectContaining({ code: 'IDENTITY_ATTRIBUTES' }));
      return;
    }
    const provisional = marks.doubtful || marks.fictive;
    expect(prohibitions(status, marks, woman)).toEqual({
      insiCall: provisional,
      transmission: provisional || status !== 'QUAL',
      statuses: provisional ? ['VALI', 'RECUP', 'QUAL'] : [],
    });
    const call = () => {
      assertInsiAllowed({ attributes: marks, ...woman });
    };
    if (provisional) expect(call).toThrow(expect.objectContaining({ code: marks.fictive ? 'IDENTITY_FICTIVE' : 'IDENTITY_DOUBTFUL' }));
    else expect(call).not.toThrow();
    for (const event of events) if (provisional) expect(moveIdentity(status, event, marks).to).toBe('PROV');
  });

  it('have French names', () => {
    expect(Object.values(attributeLabels)).toEqual(['Homonyme', 'Douteuse', 'Fictive']);
  });
});

describe('the path of an identity', () => {
  it('drops the matricule each time it leaves RECUP or QUAL, and transmits none but in QUAL, over any life', () => {
    const marks = fc.constantFrom(
      noAttributes,
      { ...noAttributes, homonym: true },
      { ...noAttributes, doubtful: true },
      { ...noAttributes, fictive: true },
      { ...noAttributes, homonym: true, doubtful: true },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...events), marks), { maxLength: 40 }), (life) => {
        let [status, held]: [IdentityStatus, boolean] = ['PROV', false];
        for (const [event, attributes] of life) {
          const callable = !prohibitions(status, attributes, woman).insiCall;
          if (event === 'insiAccepted' && !callable) {
            expect(() => {
              assertInsiAllowed({ attributes: attributes, ...woman });
            }).toThrow();
            continue;
          }
          const { to, ins } = moveIdentity(status, event, attributes);
          if (ins === 'store') held = true;
          if (ins === 'drop' || ins === 'none') {
            expect(ins === 'drop').toBe(held);
            held = false;
          }
          status = to;
          expect(held).toBe(status === 'RECUP' || status === 'QUAL');
          if (!prohibitions(status, attributes, woman).transmission) expect([status, held]).toEqual(['QUAL', true]);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('unlocking the strict traits', () => {
  it.each([
    ['PROV', 'hand', 'PROV', false, []],
    ['VALI', 'hand', 'PROV', false, ['« Validée » à « Provisoire »', '2 documents']],
    ['RECUP', 'hand', 'PROV', true, ['« Récupérée » à « Provisoire »', 'matricule INS sera retiré', '2 documents']],
    ['QUAL', 'hand', 'PROV', true, ['« Qualifiée » à « Provisoire »', 'matricule INS sera retiré', 'DMP', '2 documents']],
    ['PROV', 'document', 'VALI', false, ['« Provisoire » à « Validée »', '2 documents']],
    ['VALI', 'document', 'VALI', false, []],
    ['RECUP', 'document', 'VALI', true, ['« Récupérée » à « Validée »', 'matricule INS sera retiré', '2 documents']],
    ['QUAL', 'document', 'VALI', true, ['« Qualifiée » à « Validée »', 'matricule INS sera retiré', 'DMP', '2 documents']],
  ] as const)('in %s, edited by %s: %s, matricule dropped %s', (from, edit, to, insDropped, words) => {
    const consequence = unlockConsequence(from, edit, 2);
    expect(consequence).toMatchObject({ from, to, insDropped, documentsSent: 2 });
    expect(consequence.sentences).toHaveLength(words.length);
    for (const [i, word] of words.entries()) expect(consequence.sentences[i]).toContain(word);
  });

  it('counts the documents in French', () => {
    expect(unlockConsequence('QUAL', 'hand', 1).sentences.at(-1)).toBe(
      'Un document est déjà parti sous l’identité actuelle : il ne sera pas corrigé ; la liste vous sera donnée.',
    );
    expect(unlockConsequence('QUAL', 'hand', 0).sentences.join(' ')).not.toMatch(/documents? (?:est|sont) déjà/);
  });
});

describe('documents that prove an identity', () => {
  it('are the high-trust ones, each once', () => {
    expect(usualIdentityDocuments).toEqual(['CN', 'PA', 'CS', 'IE', 'AV', 'TC', 'LE', 'AN', 'DC', 'AC']);
    expect(new Set(identityDocumentCodes).size).toBe(identityDocumentCodes.length);
    expect(identityDocumentType('PA', { minor: false }, usualIdentityDocuments).label).toBe('Passeport');
  });

  it('are those that the structure accepts, in its order', () => {
    expect(identityDocumentTypes(['PA', 'CM']).map(({ label }) => label)).toEqual(['Passeport', 'Carte militaire']);
    expect(identityDocumentType('CM', { minor: false }, ['PA', 'CM']).code).toBe('CM');
    expect(() => identityDocumentType('CN', { minor: false }, ['PA', 'CM'])).toThrow(
      expect.objectContaining({ code: 'IDENTITY_DOCUMENT_TYPE' }),
    );
  });

  it.each(['PC', 'CV', ''])('exclude %j (permis de conduire, carte Vitale, none)', (code) => {
    expect(() => identityDocumentType(code, { minor: false }, identityDocumentCodes)).toThrow(
      expect.objectContaining({ code: 'IDENTITY_DOCUMENT_TYPE' }),
    );
  });

  it.each(['LE', 'AN', 'DC'])('%s proves the identity of a minor alone', (code) => {
    expect(identityDocumentType(code, { minor: true }, usualIdentityDocuments).code).toBe(code);
    expect(() => identityDocumentType(code, { minor: false }, usualIdentityDocuments)).toThrow(
      expect.objectContaining({ code: 'IDENTITY_DOCUMENT_MINOR' }),
    );
  });

  it('keep a readable name for a stored code that the list no longer has', () => {
    expect([identityDocumentLabel('CN'), identityDocumentLabel('ZZ')]).toEqual(['Carte nationale d’identité', 'ZZ']);
  });
});
