import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibilities } from '../../../../shared/domain/record/document.ts';
import { informationPurposes, informationStates } from '../../../../shared/domain/record/information.ts';
import { can } from '../../../../shared/domain/rights/can.ts';
import { explain } from '../../../../shared/domain/rights/explain.ts';
import { AUTHENTICATIONS, CARDS, MESSAGES, type RightsFacts } from '../../../../shared/domain/rights/facts.ts';
import { ACTS, MODES, STATES, type MatrixActor } from '../../../../shared/domain/rights/matrix.ts';
import { AT, facts, NURSE, OCCUPATIONAL, PAULE, SECRETARY, STRUCTURE, TREATING, USUAL, written } from './facts.ts';

const answer = (changed: Parameters<typeof facts>[0]) => can(facts(changed), { ageOfMajority: 18 });
const said = (changed: Parameters<typeof facts>[0]): string => {
  const { answer: word, rule, code } = answer(changed);
  return [word, rule, ...(code === null ? [] : [code])].join(' ');
};

const DELEGATED = {
  from: PAULE,
  to: SECRETARY.session.person,
  acts: ['TD2.2', 'mss-professional'],
  types: ['11488-4'],
  since: '2026-11-01T00:00:00Z',
  until: '2026-12-31T00:00:00Z',
  revokedAt: null,
} as const;
const LETTER = written(PAULE);
const OTHERS = '899900000999';

describe('what somebody may do', () => {
  it.each<[string, Parameters<typeof facts>[0], string]>([
    ['a doctor feeds', {}, 'yes R-071'],
    ['feeding needs no recorded information (R-070)', { patient: { information: { feeding: 'none' } } }, 'yes R-070'],
    ['an opposition to feeding stops it', { patient: { information: { feeding: 'opposed' } } }, 'no R-072 DMP_FEEDING_OPPOSED'],
    ['an opposition to consultation does not', { patient: { information: { consultation: 'opposed' } } }, 'yes R-071'],
    ['an identity that is not qualified stops it', { patient: { status: 'VALI' } }, 'no R-008 DMP_INS_NOT_QUALIFIED'],
    ['no DMP', { dmp: { state: 'none' } }, 'no R-011 DMP_ABSENT'],
    ['a DMP that is closed', { dmp: { state: 'closed' } }, 'no R-011 DMP_CLOSED'],
    ['a DMP of which nothing is known', { dmp: { state: 'unknown', authorization: null } }, 'yes R-071'],
    ['a patient who blocked this professional', { dmp: { authorization: 'INTERDIT' } }, 'no R-012 DMP_BLOCKED'],
    ['feeding needs no authorisation', { dmp: { authorization: 'NON_EXISTE' } }, 'yes R-071'],
    [
      'a document for professionals alone',
      { document: { ...LETTER, visibility: 'professionals-only' } },
      'no R-020 DMP_PROFESSIONALS_ONLY',
    ],
    [
      'hidden from the representatives of an adult',
      { document: { ...LETTER, visibility: 'invisible-representatives' } },
      'no R-032 VISIBILITY_MINOR_ONLY',
    ],
    [
      'hidden from those of a minor',
      { patient: { birthDate: '2012-05-01' }, document: { ...LETTER, visibility: 'invisible-representatives' } },
      'yes R-071',
    ],
    [
      'a secret connection deposits nothing else',
      { patient: { birthDate: '2012-05-01', secretConnection: true }, document: LETTER },
      'no R-032 RIGHTS_SECRET',
    ],
    [
      'and that alone',
      { patient: { birthDate: '2012-05-01', secretConnection: true }, document: { ...LETTER, visibility: 'invisible-representatives' } },
      'yes R-071',
    ],
    ['constitutional genetics', { document: { ...LETTER, type: '51969-4' } }, 'no R-039 VISIBILITY_NOT_SENT'],
    ['an occupational doctor feeds', OCCUPATIONAL, 'yes R-071'],
    ['a nurse feeds', NURSE, 'yes R-071'],
    ['nobody feeds under AIR', { session: { means: 'INDIRECTE_RENFORCEE' } }, 'no R-161 RIGHTS_AIR'],
    [
      'a structure’s certificate feeds (R-014, R-144)',
      { session: { card: 'none', means: 'INDIRECTE', person: null, profession: null } },
      'yes R-071',
    ],
    ['a card behind a structure’s certificate feeds as the structure', { session: { means: 'INDIRECTE', profession: '35' } }, 'yes R-071'],
    ['a login without a card is nobody’s card', { session: { card: 'none', means: 'DIRECTE' } }, 'no R-145 RIGHTS_NOBODY'],
    ['an unknown profession', { session: { profession: '35' } }, 'no R-145 RIGHTS_PROFESSION'],
    ['an unknown sector', { session: { sector: 'XX' } }, 'no R-145 RIGHTS_PROFESSION'],
    ['no sector', { session: { sector: null } }, 'no R-145 RIGHTS_PROFESSION'],
    ['a pharmacist whose section nobody configured', { session: { profession: '21', speciality: null } }, 'no R-145 RIGHTS_SECTION'],
    ['a pharmacist of section A', { session: { profession: '21', speciality: 'A' } }, 'yes R-071'],
    ['a person’s card without a person', { session: { person: null } }, 'no R-145 RIGHTS_NOBODY'],
    ['a patient who opposed it in an earlier episode', { patient: { opposedEarlier: ['feeding'] } }, 'no R-072 DMP_FEEDING_EARLIER'],
    [
      'an opposition that another system recorded',
      { patient: { information: { feeding: 'opposed' }, feedingReceivedFrom: 'HOPITAL' } },
      'no R-072 DMP_FEEDING_RECEIVED',
    ],
    ['an earlier opposition to something else', { patient: { opposedEarlier: ['consultation', 'mssPatient'] } }, 'yes R-071'],
    ['a secretary, by the transaction of professionals', SECRETARY, 'no R-140 RIGHTS_ROLE'],
    ['a doctor, by that of staff', { act: 'TD2.2' }, 'no R-140 RIGHTS_ROLE'],
    ['an anonymous card without a name', { session: { card: 'CPE-ANON', person: null } }, 'no R-143 RIGHTS_NOBODY'],
  ])('%s', (_what, changed, expected) => {
    expect(said({ act: 'TD2.1', ...changed })).toBe(expected);
  });

  it.each<[string, Parameters<typeof facts>[0], string]>([
    ['who was informed and opposes nothing', {}, 'yes R-074'],
    ['of whom nothing is recorded', { patient: { information: { consultation: 'none' } } }, 'no R-050 RIGHTS_INFORM'],
    ['who opposes it', { patient: { information: { consultation: 'opposed' } } }, 'no R-052 RIGHTS_CONSULTATION_OPPOSED'],
    ['who opposes feeding alone', { patient: { information: { feeding: 'opposed' } } }, 'yes R-074'],
    ['by somebody outside of the team, without agreement', { team: 'outside' }, 'no R-051 RIGHTS_AGREEMENT'],
    [
      'by somebody outside, with an agreement',
      { team: 'outside', agreement: { by: 'Paule DURAND', at: '2026-11-30T08:00:00Z' } },
      'yes R-074',
    ],
    [
      'with one of three hours ago',
      { team: 'outside', agreement: { by: 'Paule DURAND', at: '2026-11-30T06:59:59Z' } },
      'no R-051 RIGHTS_AGREEMENT',
    ],
    [
      'with one of tomorrow',
      { team: 'outside', agreement: { by: 'Paule DURAND', at: '2026-12-01T09:00:00Z' } },
      'no R-051 RIGHTS_AGREEMENT',
    ],
    ['with one of two hours ago', { team: 'outside', agreement: { by: 'X', at: '2026-11-30T07:00:00.000Z' } }, 'yes R-074'],
    ['with one of a moment more', { team: 'outside', agreement: { by: 'X', at: '2026-11-30T06:59:59.999Z' } }, 'no R-051 RIGHTS_AGREEMENT'],
    ['with one of this very moment', { team: 'outside', agreement: { by: 'X', at: AT } }, 'yes R-074'],
    [
      'with one of a moment to come',
      { team: 'outside', agreement: { by: 'X', at: '2026-11-30T09:00:00.001Z' } },
      'no R-051 RIGHTS_AGREEMENT',
    ],
    [
      'who opposed it in an earlier episode, and answered nothing since',
      { team: 'outside', agreement: { by: 'X', at: AT }, patient: { opposedEarlier: ['consultation'] } },
      'no R-052 RIGHTS_CONSULTATION_OPPOSED',
    ],
    ['by a strong login without a card', { session: { card: 'none', means: 'INDIRECTE_RENFORCEE' } }, 'yes R-074'],
    ['with one of nobody', { team: 'outside', agreement: { by: ' ', at: AT } }, 'no R-051 RIGHTS_AGREEMENT'],
    [
      'outside, an opposition comes first',
      { team: 'outside', agreement: { by: 'X', at: AT }, patient: { information: { consultation: 'opposed' } } },
      'no R-052 RIGHTS_CONSULTATION_OPPOSED',
    ],
    ['whose authorisation has expired', { dmp: { authorization: 'EXPIRE' } }, 'no R-074 RIGHTS_AUTHORIZATION'],
    ['who gave none', { dmp: { authorization: 'NON_EXISTE' } }, 'no R-074 RIGHTS_AUTHORIZATION'],
    ['whose authorisation is not known yet', { dmp: { authorization: null } }, 'ask R-074'],
    ['by a secretary', SECRETARY, 'no R-141 RIGHTS_NO_STAFF'],
    ['by a structure’s certificate', { session: { card: 'none', means: 'INDIRECTE', person: null } }, 'no R-055 RIGHTS_ROLE'],
    ['by an occupational doctor', OCCUPATIONAL, 'yes R-074'],
    ['under AIR', { session: { means: 'INDIRECTE_RENFORCEE' } }, 'yes R-074'],
    ['by staff under AIR', { session: { ...SECRETARY.session, means: 'INDIRECTE_RENFORCEE' } }, 'no R-141 RIGHTS_NO_STAFF'],
  ])('the list of a patient %s', (_what, changed, expected) => {
    expect(said({ act: 'TD3.1', ...changed })).toBe(expected);
  });

  it.each<[string, Parameters<typeof facts>[0], string]>([
    ['of a patient of whom nothing is recorded', { patient: { information: { consultation: 'none' } } }, 'no R-050 RIGHTS_INFORM'],
    [
      'under AIR, of whom nothing is recorded',
      { act: 'TD0.10', session: { means: 'INDIRECTE_RENFORCEE' }, patient: { information: { consultation: 'none' } } },
      'no R-050 RIGHTS_INFORM',
    ],
    ['of a DMP that is closed', { dmp: { state: 'closed' } }, 'no R-011 DMP_CLOSED'],
    ['by staff, who see there what their role may', { ...SECRETARY, patient: { information: { consultation: 'none' } } }, 'yes R-011'],
    [
      'by staff under AIR',
      {
        act: 'TD0.10',
        session: { ...SECRETARY.session, means: 'INDIRECTE_RENFORCEE' },
        patient: { information: { consultation: 'none' } },
      },
      'yes R-011',
    ],
  ])('opens the DMP on the web %s', (_what, changed, expected) => {
    expect(said({ act: 'TD0.9', ...changed })).toBe(expected);
  });

  it.each(['TD0.1', 'TD0.2', 'TD0.4', 'TD1.3a'] as const)('%s is asked whatever became of the DMP', (act) => {
    for (const dmp of [{ state: 'none' }, { state: 'closed' }, { authorization: 'INTERDIT' }] as const)
      expect(answer({ act, dmp }).answer).toBe('yes');
    expect(said({ act: 'TD1.6', dmp: { authorization: 'INTERDIT' } })).toBe('no R-012 DMP_BLOCKED');
  });

  it.each<[string, Parameters<typeof facts>[0], string]>([
    ['of another', { document: written(OTHERS) }, 'yes R-100'],
    ['deleted', { document: written(OTHERS, { state: 'deleted' }) }, 'no R-121 RIGHTS_DELETED'],
    ['masked', { document: written(OTHERS, { state: 'masked' }) }, 'no R-116 RIGHTS_MASKED'],
    ['masked, one’s own', { document: written(PAULE, { state: 'masked' }) }, 'yes R-074'],
    ['masked, for the médecin traitant', { ...TREATING, document: written(OTHERS, { state: 'masked' }) }, 'yes R-100'],
    ['masked, in an emergency', { mode: 'bris_de_glace', document: written(OTHERS, { state: 'masked' }) }, 'ask R-116'],
    ['for an occupational doctor', { ...OCCUPATIONAL, document: written(OTHERS) }, 'no R-119 RIGHTS_ROLE'],
    ['that no doctor has access to', { document: written(OTHERS, { type: 'ATTEST-RESID' }) }, 'no R-100 RIGHTS_TYPE'],
    ['that a nurse has no access to', { ...NURSE, document: written(OTHERS, { type: '75496-0' }) }, 'no R-100 RIGHTS_TYPE'],
    ['a nurse’s own of that type', { ...NURSE, document: written(PAULE, { type: '75496-0' }) }, 'yes R-074'],
    ['of which a nurse’s access is not public', { ...NURSE, document: written(OTHERS) }, 'ask R-100'],
    ['of no known type', { document: written(OTHERS, { type: null }) }, 'ask R-100'],
    ['none at hand', {}, 'yes R-074'],
  ])('reads a document %s', (_what, changed, expected) => {
    expect(said({ act: 'TD3.2', ...changed })).toBe(expected);
  });

  it.each<[string, Parameters<typeof facts>[0], string]>([
    ['masks one’s own', { act: 'TD3.3a-mask', document: LETTER }, 'yes R-011'],
    ['masks another’s: stricter than the matrix', { act: 'TD3.3a-mask', document: written(OTHERS) }, 'no R-100 RIGHTS_OWN'],
    ['masks another’s, as médecin traitant', { ...TREATING, act: 'TD3.3a-mask', document: written(OTHERS) }, 'yes R-011'],
    ['unmasks another’s', { act: 'TD3.3a-unmask', document: written(OTHERS) }, 'no R-116 RIGHTS_OWN'],
    ['makes visible another’s', { act: 'TD3.3b', document: written(OTHERS) }, 'yes R-011'],
    ['deletes another’s', { act: 'TD3.3c', document: written(OTHERS) }, 'no R-102 RIGHTS_OWN'],
    ['deletes the patient’s, as médecin traitant', { ...TREATING, act: 'TD3.3c', document: written('patient') }, 'yes R-011'],
    ['deletes one’s own in an emergency', { act: 'TD3.3c', mode: 'bris_de_glace', document: LETTER }, 'yes R-011'],
    [
      'archives another’s under regulation: stricter',
      { act: 'TD3.3d-archive', mode: 'centre_15', regulationCentre: true, document: written(OTHERS) },
      'no R-117 RIGHTS_OWN',
    ],
    [
      'takes another’s out of the archive under regulation: stricter',
      { act: 'TD3.3d-unarchive', mode: 'centre_15', regulationCentre: true, document: written(OTHERS) },
      'no R-117 RIGHTS_OWN',
    ],
    [
      'a certificate deletes nothing of nobody’s',
      {
        session: { card: 'none', means: 'INDIRECTE', person: null, structure: null },
        act: 'TD3.3c',
        document: { ...LETTER, author: null, structure: null },
      },
      'no R-144 RIGHTS_OWN',
    ],
    ['archives any, as médecin traitant', { ...TREATING, act: 'TD3.3d-archive', document: written('patient') }, 'yes R-011'],
    [
      'archives another’s under AIR: stricter',
      { session: { means: 'INDIRECTE_RENFORCEE' }, act: 'TD3.3d-archive', document: written(OTHERS) },
      'no R-117 RIGHTS_OWN',
    ],
    ['masks nothing in an emergency', { act: 'TD3.3a-mask', mode: 'bris_de_glace', document: LETTER }, 'no R-085 RIGHTS_MODE'],
    [
      'staff delete what is the structure’s',
      { ...SECRETARY, act: 'TD3.3c', document: written(OTHERS, { structure: STRUCTURE }) },
      'yes R-011',
    ],
    ['staff delete nothing else', { ...SECRETARY, act: 'TD3.3c', document: written(OTHERS) }, 'no R-140 RIGHTS_OWN'],
  ])('%s', (_what, changed, expected) => {
    expect(said(changed)).toBe(expected);
  });

  it.each<[string, Parameters<typeof facts>[0], string]>([
    [
      'bris de glace opens what no word opens',
      { act: 'TD3.1', mode: 'bris_de_glace', patient: { information: { consultation: 'none' } } },
      'yes R-011',
    ],
    [
      'but not against its own opposition',
      { act: 'TD3.1', mode: 'bris_de_glace', dmp: { opposed: { breakGlass: true } } },
      'no R-083 RIGHTS_EMERGENCY_OPPOSED',
    ],
    [
      'an opposition to regulation is another',
      { act: 'TD3.1', mode: 'bris_de_glace', dmp: { opposed: { regulation: true } } },
      'yes R-011',
    ],
    ['nothing of staff', { ...SECRETARY, act: 'TD0.2', mode: 'bris_de_glace' }, 'no R-087 RIGHTS_EMERGENCY'],
    [
      'nothing of staff under AIR',
      { session: { ...SECRETARY.session, means: 'INDIRECTE_RENFORCEE' }, act: 'TD0.2', mode: 'bris_de_glace' },
      'no R-087 RIGHTS_EMERGENCY',
    ],
    [
      'nothing of a certificate',
      { session: { card: 'none', means: 'INDIRECTE', person: null }, act: 'TD0.2', mode: 'bris_de_glace' },
      'no R-087 RIGHTS_EMERGENCY',
    ],
    ['a regulation is a centre’s', { act: 'TD3.1', mode: 'centre_15' }, 'no R-080 RIGHTS_REGULATION'],
    ['of a centre', { act: 'TD3.1', mode: 'centre_15', regulationCentre: true }, 'yes R-011'],
    [
      'against its opposition',
      { act: 'TD3.1', mode: 'centre_15', regulationCentre: true, dmp: { opposed: { regulation: true } } },
      'no R-083 RIGHTS_EMERGENCY_OPPOSED',
    ],
    ['a médecin traitant regulates as a doctor', { ...TREATING, act: 'TD0.5', mode: 'centre_15', regulationCentre: true }, 'yes R-086'],
    ['a search without INS is of no other mode', { act: 'TD0.5' }, 'no R-086 RIGHTS_ROLE'],
    ['nor of bris de glace', { act: 'TD0.5', mode: 'bris_de_glace' }, 'no R-086 RIGHTS_ROLE'],
    ['nor of staff', { ...SECRETARY, act: 'TD0.5' }, 'no R-086 RIGHTS_ROLE'],
  ])('in an emergency: %s', (_what, changed, expected) => {
    expect(said(changed)).toBe(expected);
  });

  it.each<[string, Parameters<typeof facts>[0], string]>([
    ['is given once informed', { dmp: { authorization: 'NON_EXISTE' } }, 'yes R-074'],
    ['is not given over', {}, 'no R-074 RIGHTS_AUTHORIZED'],
    [
      'is given without nothing recorded to nobody',
      { dmp: { authorization: 'EXPIRE' }, patient: { information: { consultation: 'none' } } },
      'no R-050 RIGHTS_INFORM',
    ],
    ['is given to the structure by its staff', { ...SECRETARY, dmp: { authorization: 'NON_EXISTE' } }, 'yes R-074'],
    [
      'is given to the structure by its staff under AIR, whatever was told',
      {
        session: { ...SECRETARY.session, means: 'INDIRECTE_RENFORCEE' },
        dmp: { authorization: 'NON_EXISTE' },
        patient: { information: { consultation: 'none' } },
      },
      'yes R-074',
    ],
    ['is not given to who is blocked', { dmp: { authorization: 'INTERDIT' } }, 'no R-012 DMP_BLOCKED'],
  ])('an authorisation %s', (_what, changed, expected) => {
    expect(said({ act: 'TD0.3-add', ...changed })).toBe(expected);
  });

  it.each<[string, Parameters<typeof facts>[0], string]>([
    ['for a type delegated by name', { delegations: [DELEGATED] }, 'yes R-142'],
    ['without delegation', {}, 'no R-142 RIGHTS_DELEGATION'],
    ['for another type', { delegations: [DELEGATED], document: written(PAULE, { type: '11490-0' }) }, 'no R-142 RIGHTS_DELEGATION'],
    ['of no type', { delegations: [DELEGATED], document: written(PAULE, { type: null }) }, 'no R-142 RIGHTS_DELEGATION'],
    ['delegated to somebody else', { delegations: [{ ...DELEGATED, to: 'other' }] }, 'no R-142 RIGHTS_DELEGATION'],
    ['delegated for something else', { delegations: [{ ...DELEGATED, acts: ['prepare'] }] }, 'no R-142 RIGHTS_DELEGATION'],
    [
      'before the delegation begins: a clock set back',
      { delegations: [DELEGATED], at: '2026-10-31T00:00:00Z' },
      'no R-142 RIGHTS_DELEGATION',
    ],
    ['once it has ended', { delegations: [DELEGATED], at: '2026-12-31T00:00:00Z' }, 'no R-142 RIGHTS_DELEGATION'],
    ['once it is revoked', { delegations: [{ ...DELEGATED, revokedAt: '2026-11-30T08:59:59Z' }] }, 'no R-142 RIGHTS_DELEGATION'],
    ['revoked later', { delegations: [{ ...DELEGATED, revokedAt: '2026-11-30T09:00:01Z' }] }, 'yes R-142'],
    ['that has no end', { delegations: [{ ...DELEGATED, until: null }] }, 'yes R-142'],
    [
      'written by another professional than who delegates',
      { delegations: [DELEGATED], document: written(OTHERS) },
      'no R-142 RIGHTS_DELEGATION',
    ],
    ['of no known author', { delegations: [DELEGATED], document: { ...LETTER, author: null } }, 'yes R-142'],
    [
      'under a delegation to prepare whatever the type',
      { delegations: [{ ...DELEGATED, acts: ['prepare', 'TD2.2'], types: [] }] },
      'no R-142 RIGHTS_DELEGATION',
    ],
    ['in a group practice', { delegations: [DELEGATED], session: { ...SECRETARY.session, sector: 'SA08' } }, 'yes R-142'],
    ['in a practice company', { delegations: [DELEGATED], session: { ...SECRETARY.session, sector: 'SA09' } }, 'yes R-142'],
    ['in a health centre', { delegations: [DELEGATED], session: { ...SECRETARY.session, sector: 'SA05' } }, 'no R-140 RIGHTS_PRACTICE'],
    ['in a hospital', { delegations: [DELEGATED], session: { ...SECRETARY.session, sector: 'SA01' } }, 'no R-140 RIGHTS_PRACTICE'],
    [
      'of a patient who opposes it',
      { delegations: [DELEGATED], patient: { information: { feeding: 'opposed' } } },
      'no R-072 DMP_FEEDING_OPPOSED',
    ],
  ])('a secretary feeds %s', (_what, changed, expected) => {
    expect(said({ ...SECRETARY, act: 'TD2.2', document: LETTER, ...changed })).toBe(expected);
  });

  it.each<[string, Parameters<typeof facts>[0], string]>([
    ['a professional, whatever the identity', { act: 'mss-professional', patient: { status: 'PROV' } }, 'yes R-009'],
    [
      'a professional, against the patient’s word',
      { act: 'mss-professional', patient: { information: { mssProfessionals: 'opposed' } } },
      'no R-009 RIGHTS_MSS_OPPOSED',
    ],
    [
      'a professional, as a pharmacist of no known section',
      { act: 'mss-professional', session: { profession: '21', speciality: null } },
      'yes R-009',
    ],
    ['a professional, as a secretary', { ...SECRETARY, act: 'mss-professional', document: LETTER }, 'no R-142 RIGHTS_DELEGATION'],
    [
      'a professional, as a secretary who may',
      { ...SECRETARY, act: 'mss-professional', document: LETTER, delegations: [DELEGATED] },
      'yes R-009',
    ],
    [
      'a professional, as staff under AIR',
      { session: { ...SECRETARY.session, means: 'INDIRECTE_RENFORCEE' }, act: 'mss-professional', document: LETTER },
      'no R-142 RIGHTS_DELEGATION',
    ],
    [
      'a professional, against what the patient said in an earlier episode',
      { act: 'mss-professional', patient: { opposedEarlier: ['mssProfessionals'] } },
      'no R-009 MSS_OPPOSED_EARLIER',
    ],
    [
      'a professional, though the patient opposes it for themselves',
      { act: 'mss-professional', patient: { opposedEarlier: ['mssPatient'] } },
      'yes R-009',
    ],
    [
      'the patient, who opposed it in an earlier episode',
      { act: 'mss-patient', patient: { opposedEarlier: ['mssPatient'] } },
      'no R-010 MSS_OPPOSED_EARLIER',
    ],
    [
      'the patient of age, what was hidden from representatives',
      { act: 'mss-patient', document: { ...LETTER, visibility: 'invisible-representatives' } },
      'yes R-010',
    ],
    ['the patient', { act: 'mss-patient' }, 'yes R-010'],
    [
      'the patient, who opposes it',
      { act: 'mss-patient', patient: { information: { mssPatient: 'opposed' } } },
      'no R-010 RIGHTS_MSS_OPPOSED',
    ],
    ['the patient, of no qualified identity', { act: 'mss-patient', patient: { status: 'VALI' } }, 'ask R-010 MSS_INS_NOT_QUALIFIED'],
    [
      'the patient, what waits for the announcement',
      { act: 'mss-patient', document: { ...LETTER, visibility: 'invisible-patient' } },
      'no R-033 MSS_INVISIBLE_PATIENT',
    ],
    [
      'the patient, what is hidden from the representatives',
      { act: 'mss-patient', patient: { birthDate: '2012-05-01' }, document: { ...LETTER, visibility: 'invisible-representatives' } },
      'no R-033 MSS_INVISIBLE_REPRESENTATIVES',
    ],
    [
      'the patient, what is for professionals',
      { act: 'mss-patient', document: { ...LETTER, visibility: 'professionals-only' } },
      'no R-020 MSS_PROFESSIONALS_ONLY',
    ],
  ])('writes to %s', (_what, changed, expected) => {
    expect(said(changed)).toBe(expected);
  });

  it('says what was looked at, in order, each with its source', () => {
    const { basis } = answer({ act: 'TD3.1' });
    expect(basis.map(({ rule }) => rule)).toEqual(['R-055', 'R-011', 'R-050', 'R-074']);
    expect(basis[0]?.source).toContain('PDT-INF-526');
    const opposed = answer({ act: 'TD3.1', patient: { information: { consultation: 'opposed' } } });
    expect(opposed.basis.map(({ rule }) => rule)).toEqual(['R-055', 'R-011', 'R-052']);
    expect(answer({ act: 'TD2.1' }).basis.map(({ rule }) => rule)).toEqual(['R-013', 'R-011', 'R-008', 'R-071']);
    expect(answer({ act: 'TD3.1', mode: 'bris_de_glace' }).basis[0]?.rule).toBe('R-082');
    expect(answer({ act: 'TD3.1', mode: 'centre_15', regulationCentre: true }).basis[0]?.rule).toBe('R-081');
  });
});

describe('whatever the facts', () => {
  const list = <T>(values: readonly T[]) => fc.constantFrom(...values);
  const anybody = fc.record({
    card: list(CARDS),
    means: list(AUTHENTICATIONS),
    profession: list(['10', '21', '40', '50', '60', '35', null]),
    speciality: list(['SM25', 'SM26', 'A', null]),
    sector: list(['SA01', 'SA07', 'SA33', null]),
    person: list([PAULE, null]),
    structure: fc.constant(STRUCTURE),
  });
  const states = list(informationStates);
  const any: fc.Arbitrary<RightsFacts> = fc.record({
    at: fc.constant(AT),
    session: anybody,
    delegations: list([[], [{ ...DELEGATED, to: PAULE }]]),
    patient: fc.record({
      status: list(['PROV', 'RECUP', 'VALI', 'QUAL'] as const),
      birthDate: list(['1979-03-28', '2015-01-01', '2000']),
      secretConnection: fc.boolean(),
      information: fc.record({ feeding: states, consultation: states, mssPatient: states, mssProfessionals: states }),
      opposedEarlier: fc.subarray([...informationPurposes]),
      feedingReceivedFrom: list([null, 'HOPITAL']),
    }),
    team: list(['member', 'outside'] as const),
    agreement: list([null, { by: 'X', at: AT }]),
    dmp: fc.record({
      state: list(['open', 'closed', 'none', 'unknown'] as const),
      authorization: list(['VALIDE', 'EXPIRE', 'INTERDIT', 'NON_EXISTE', null]),
      medecinTraitant: fc.boolean(),
      opposed: fc.record({ breakGlass: fc.boolean(), regulation: fc.boolean() }),
    }),
    regulationCentre: fc.boolean(),
    act: list([...ACTS, ...MESSAGES]),
    mode: list(MODES),
    document: list([
      null,
      LETTER,
      written('patient'),
      ...STATES.map((state) => written(OTHERS, { state })),
      ...visibilities.map((visibility) => written(PAULE, { visibility })),
    ]),
  });
  const holds = (name: string, property: (facts: RightsFacts) => boolean): void =>
    it(name, () => fc.assert(fc.property(any, property), { numRuns: 4000 }));
  const answered = (given: RightsFacts) => can(given, { ageOfMajority: 18 }).answer;

  holds('nobody looks, but in an emergency, without a recorded information or an agreement (R-050, R-051)', (given) => {
    const { information } = given.patient;
    const told =
      given.team === 'outside'
        ? information.consultation !== 'opposed' && given.agreement !== null
        : information.consultation === 'informed';
    return !['TD3.1', 'TD3.2'].includes(given.act) || given.mode !== 'normal' || told || answered(given) === 'no';
  });
  holds('a CPE never reaches TD3.1 nor TD3.2 (R-141)', (given) => {
    const staff = given.session.card === 'CPE' || given.session.card === 'CPE-ANON';
    return !staff || !['TD3.1', 'TD3.2'].includes(given.act) || answered(given) === 'no';
  });
  holds('nobody feeds the DMP of who opposes it, nor under an identity that is not qualified (R-008, R-072)', (given) => {
    const may = given.patient.status === 'QUAL' && given.patient.information.feeding !== 'opposed';
    return !['TD2.1', 'TD2.2'].includes(given.act) || may || answered(given) === 'no';
  });
  holds('nobody feeds under AIR (R-161)', (given) => {
    return !['TD2.1', 'TD2.2'].includes(given.act) || given.session.means !== 'INDIRECTE_RENFORCEE' || answered(given) === 'no';
  });
  holds('the client is never wider than the public matrix', (given) => {
    if (given.act === 'mss-professional' || given.act === 'mss-patient' || answered(given) === 'no') return true;
    const { session, document, mode, act } = given;
    const staff = session.card === 'CPE' || session.card === 'CPE-ANON';
    const air = session.means === 'INDIRECTE_RENFORCEE';
    const doctor =
      session.profession !== '10'
        ? 'NM'
        : session.speciality === 'SM25'
          ? 'MTv'
          : given.dmp.medecinTraitant && mode !== 'centre_15'
            ? 'MT'
            : 'MD';
    const certificate = session.means === 'INDIRECTE';
    const actor: MatrixActor = certificate ? 'ES' : staff ? (air ? 'PE' : 'CPE') : doctor;
    const owner =
      document === null ? 'other' : document.author === 'patient' ? 'patient' : document.author === session.person ? 'own' : 'other';
    const auth = certificate ? 'INDIRECTE' : air ? 'INDIRECTE_RENFORCEE' : 'DIRECTE';
    return (
      explain({ actor, act, mode, auth, object: owner, state: act === 'TD3.2' ? (document?.state ?? 'current') : null }).answer !== 'no'
    );
  });
  holds('whoever is refused is told why and what to do, and which rule says so', (given) => {
    const { answer: word, code, reason, action, rule, basis } = can(given, { ageOfMajority: 18 });
    const told = code !== null && reason.endsWith('.') && action?.endsWith('.') === true;
    return /^R-\d{3}$/.test(rule) && basis.length > 0 && (word !== 'no' || told);
  });

  it('the usual facts are enough to feed', () => {
    expect(answered(USUAL)).toBe('yes');
  });
});
