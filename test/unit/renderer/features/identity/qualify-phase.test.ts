import { describe, expect, it } from 'vitest';
import {
  asksByItself,
  mayAskInsi,
  mayShowDocument,
  qualifyPhase,
  type InsiStanding,
} from '../../../../../renderer/features/identity/qualify-phase.ts';
import type { InsiOutcome, PatientView } from '../../../../../shared/contract/patients.ts';
import { noAttributes } from '../../../../../shared/domain/identity/status.ts';

const traits = { birthName: 'SABLE', birthFirstNames: 'ANNA', sex: 'F', birthDate: '1980-02-03', birthPlace: null } as const;
type Identity = Pick<PatientView, 'status' | 'attributes' | 'traits' | 'identityDocument'>;
const identity = (changed: Partial<Identity> = {}): Identity => ({
  status: 'PROV',
  attributes: noAttributes,
  traits,
  identityDocument: null,
  ...changed,
});
const SEEN = { type: 'CN', label: 'Carte', seenAt: '2026-11-21T10:00:00Z', by: 'Dr Paule DURAND' };
const NONE: InsiOutcome = { code: '01', proposal: null, advice: null };
const found = (acceptable: boolean): InsiOutcome => ({
  code: '00',
  advice: null,
  proposal: { id: 'a1', traits, kind: 'NIR', comparison: [], acceptable, warnings: [] },
});
const quiet: InsiStanding = { busy: false, outcome: null };

describe('what is to be done to qualify an identity', () => {
  it.each<readonly [string, Partial<Identity>, InsiStanding, string]>([
    ['INSi is being asked', {}, { busy: true, outcome: null }, 'asking'],
    ['it is asked again of an answer that is shown', {}, { busy: true, outcome: found(true) }, 'asking'],
    ['its traits may be accepted', {}, { busy: false, outcome: found(true) }, 'accept'],
    ['they may be once more of a recovered one', { status: 'RECUP' }, { busy: false, outcome: found(true) }, 'accept'],
    ['they may not be', {}, { busy: false, outcome: found(false) }, 'correct'],
    ['it found nobody', {}, { busy: false, outcome: NONE }, 'without'],
    ['nothing was asked', {}, quiet, 'without'],
    ['the document was seen alone', { status: 'VALI', identityDocument: SEEN }, quiet, 'without'],
    ['the traits were accepted', { status: 'RECUP' }, quiet, 'document'],
    ['it is qualified', { status: 'QUAL' }, quiet, 'done'],
    ['it is qualified, whatever INSi is asked', { status: 'QUAL' }, { busy: true, outcome: found(true) }, 'done'],
  ])('when %s', (_what, changed, insi, phase) => expect(qualifyPhase(identity(changed), insi)).toBe(phase));
});

describe('INSi', () => {
  it('is asked by itself of a provisional or validated identity, once, when it is known to answer', () => {
    expect(asksByItself(identity(), quiet, false, 'up')).toBe(true);
    expect(asksByItself(identity({ status: 'VALI' }), quiet, false, 'up')).toBe(true);
  });

  it.each<readonly [string, Partial<Identity>, InsiStanding, boolean, Parameters<typeof asksByItself>[3]]>([
    ['it was', {}, quiet, true, 'up'],
    ['it is known not to answer', {}, quiet, false, 'down'],
    ['nobody knows whether it does', {}, quiet, false, 'unknown'],
    ['it is not configured', {}, quiet, false, 'off'],
    ['the lights are not read', {}, quiet, false, undefined],
    ['it is being asked', {}, { busy: true, outcome: null }, false, 'up'],
    ['it found nobody', {}, { busy: false, outcome: NONE }, false, 'up'],
    ['it found somebody', {}, { busy: false, outcome: found(true) }, false, 'up'],
    ['its traits are those of the record', { status: 'RECUP' }, quiet, false, 'up'],
    ['the identity is qualified', { status: 'QUAL' }, quiet, false, 'up'],
    ['the identity is doubtful', { attributes: { ...noAttributes, doubtful: true } }, quiet, false, 'up'],
    ['the identity is fictive', { attributes: { ...noAttributes, fictive: true } }, quiet, false, 'up'],
    ['the sex is undetermined', { traits: { ...traits, sex: 'I' } }, quiet, false, 'up'],
  ])('is not asked by itself when %s', (_what, changed, insi, asked, light) =>
    expect(asksByItself(identity(changed), insi, asked, light)).toBe(false),
  );

  it('may be asked of whoever is neither doubtful, fictive nor of an undetermined sex', () => {
    expect(mayAskInsi(identity())).toBe(true);
    expect(mayAskInsi(identity({ attributes: { ...noAttributes, homonym: true } }))).toBe(true);
    expect(mayAskInsi(identity({ attributes: { ...noAttributes, doubtful: true } }))).toBe(false);
  });
});

describe('an identity document', () => {
  it.each<readonly [string, Partial<Identity>, boolean]>([
    ['may be recorded', {}, true],
    ['may be recorded of a recovered identity', { status: 'RECUP' }, true],
    ['is not recorded a second time', { identityDocument: SEEN }, false],
    ['is not recorded of a doubtful identity', { attributes: { ...noAttributes, doubtful: true } }, false],
    ['is not recorded of a fictive one', { attributes: { ...noAttributes, fictive: true } }, false],
    ['may be recorded while the sex is undetermined', { traits: { ...traits, sex: 'I' } }, true],
  ])('%s', (_what, changed, may) => expect(mayShowDocument(identity(changed))).toBe(may));
});
