import { describe, expect, it } from 'vitest';
import { receivedStatus, type ReceivedProof } from '../../../shared/domain/identity/received.ts';
import { reliabilityCodes, reliabilityOf } from '../../../shared/domain/identity/reliability.ts';
import { UNKNOWN_BIRTH_DATE } from '../../../shared/domain/ins/dates.ts';
import { insOids } from '../../../shared/domain/ins/oids.ts';

const OWN = '1.2.250.1.999.7';
const matricule = { matricule: '279035121518989', oid: insOids.NIR, problem: null };
const ins = { matricule: matricule.matricule, oid: matricule.oid };
const proof: ReceivedProof = { lunarDate: false, channel: 'INSI', insiOn: '2021-12-01', document: 'PA' };
type Identity = Parameters<typeof receivedStatus>[0];
const received = (
  reliability: readonly string[],
  more: Partial<Identity> = {},
  domains: Partial<Parameters<typeof receivedStatus>[1]> = {},
) =>
  receivedStatus(
    { reliability, matricule, sex: 'F', birthDate: '1979-03-12', proof, authorities: ['CHU', OWN], ...more },
    { own: [OWN], proof: 'required', documents: ['CN', 'PA'], today: '2026-11-29', ...domains },
  );

describe('an identity received from outside', () => {
  it('is qualified only when VALI with a right matricule and its proof, from the own identity domain', () => {
    expect(received(['VALI'])).toEqual({
      status: 'QUAL',
      ins,
      toVerify: null,
      reason: 'OWN_QUALIFIED',
      domain: 'own',
      attributes: { homonym: false, doubtful: false, fictive: false },
    });
    expect(received(['QUAL']).status).toBe('QUAL');
    expect(received(['VALI'], { proof: { lunarDate: false, channel: 'AV', insiOn: null, document: null } }).status).toBe('QUAL');
  });

  it.each([
    ['another domain', ['VALI'], { authorities: ['OTHER'] }, 'PROV', 'OTHER_DOMAIN'],
    ['no domain', ['VALI'], { authorities: [] }, 'PROV', 'OTHER_DOMAIN'],
    ['not validated', ['PROV'], {}, 'PROV', 'NOT_VALIDATED'],
    ['no reliability', [], {}, 'PROV', 'NOT_VALIDATED'],
    ['a wrong key', ['VALI'], { matricule: { ...matricule, problem: 'KEY' } }, 'VALI', 'INS_UNUSABLE'],
    ['no nature', ['VALI'], { matricule: { ...matricule, oid: null } }, 'VALI', 'INS_UNUSABLE'],
    ['an undetermined sex', ['VALI'], { sex: 'I' }, 'VALI', 'SEX_UNKNOWN'],
    ['no proof', ['VALI'], { proof: null }, 'VALI', 'NO_PROOF'],
    ['no day of INSi', ['VALI'], { proof: { ...proof, insiOn: null } }, 'VALI', 'NO_PROOF'],
    ['a driving licence', ['VALI'], { proof: { ...proof, document: 'PC' } }, 'VALI', 'NO_PROOF'],
    ['a day of INSi to come', ['VALI'], { proof: { ...proof, insiOn: '2026-11-30' } }, 'VALI', 'NO_PROOF'],
    ['a day before INSi', ['VALI'], { proof: { ...proof, insiOn: '2018-12-31' } }, 'VALI', 'NO_PROOF'],
    ['a day before birth', ['VALI'], { birthDate: '2022-01-01' }, 'VALI', 'NO_PROOF'],
    ['the own OID as a name beside another', ['VALI'], { authorities: [OWN, '1.9.9'] }, 'PROV', 'OTHER_DOMAIN'],
    ['no document', ['VALI'], { proof: { ...proof, document: null } }, 'VALI', 'NO_PROOF'],
    ['an unknown birth date', ['VALI'], { birthDate: UNKNOWN_BIRTH_DATE }, 'PROV', 'NOBODY_KNOWN'],
    ['doubtful', ['VALI', 'DOUT'], {}, 'PROV', 'DOUBTFUL'],
    ['fictive', ['VALI', 'FICT'], {}, 'PROV', 'FICTIVE'],
    ['invalidated', ['VALI', 'INVA'], {}, 'PROV', 'WITHDRAWN'],
    ['deactivated', ['VALI', 'DESA'], {}, 'PROV', 'WITHDRAWN'],
    ['a collision', ['VALI', 'COLV'], {}, 'PROV', 'WITHDRAWN'],
    ['a possible collision', ['VALI', 'COLP'], {}, 'PROV', 'WITHDRAWN'],
    ['a duplicate', ['VALI', 'DOUB'], {}, 'PROV', 'WITHDRAWN'],
    ['an ascertained duplicate', ['VALI', 'DOUA'], {}, 'PROV', 'WITHDRAWN'],
    ['anonymous', ['VALI', 'ANOM'], {}, 'PROV', 'WITHDRAWN'],
  ] as const)('keeps the matricule apart, to be verified, when %s', (_, reliability, more: Partial<Identity>, status, reason) => {
    expect(received(reliability, more)).toMatchObject({ status, reason, ins: null, toVerify: more.matricule ?? matricule });
  });

  it('is validated without matricule', () => {
    expect(received(['VALI'], { matricule: null })).toMatchObject({ status: 'VALI', reason: 'OWN_VALIDATED', ins: null, toVerify: null });
  });

  it('is qualified on the own domain’s word alone where the structure says so, and on nobody’s when no domain is configured', () => {
    expect(received(['VALI'], { proof: null }, { proof: 'trusted' }).status).toBe('QUAL');
    expect(received(['VALI'], {}, { own: [] })).toMatchObject({ status: 'PROV', domain: 'foreign' });
  });

  it('is the own domain’s by name where no OID is given alone', () => {
    expect(received(['VALI'], { authorities: ['CHU'] }, { own: ['CHU'] }).domain).toBe('own');
    expect(received(['VALI'], { authorities: ['CHU', '1.9.9'] }, { own: ['CHU'] }).domain).toBe('foreign');
    expect(received(['VALI'], { proof: { ...proof, insiOn: '2026-11-29' } }).status).toBe('QUAL');
  });

  it('sets the attributes, which combine as RNIV allows', () => {
    expect(received(['VALI', 'HOMD']).attributes).toEqual({ homonym: true, doubtful: false, fictive: false });
    expect(received(['HOMA', 'DOUT']).attributes).toEqual({ homonym: true, doubtful: true, fictive: false });
    expect(received(['HOMA', 'DOUT', 'FICT']).attributes).toEqual({ homonym: false, doubtful: false, fictive: true });
  });
});

describe('a code of PID-32', () => {
  const nothing = { validated: false, neverQualifies: false, doubtful: false, fictive: false, homonym: false, work: [], said: [] };

  it.each([
    ['VIDE', {}],
    ['PROV', {}],
    ['VALI', { validated: true }],
    ['QUAL', { validated: true }],
    ['RECUP', {}],
    ['DOUT', { neverQualifies: true, doubtful: true }],
    ['FICT', { neverQualifies: true, fictive: true }],
    ['HOMD', { homonym: true }],
    ['HOMA', { homonym: true }],
    ['DOUB', { neverQualifies: true, work: ['duplicate'] }],
    ['DPOT', { work: ['duplicate'] }],
    ['DOUA', { neverQualifies: true, work: ['duplicate'] }],
    ['COLP', { neverQualifies: true, work: ['collision'] }],
    ['COLV', { neverQualifies: true, work: ['collision'] }],
    ['USUR', { neverQualifies: true, work: ['usurpation'] }],
    ['DESA', { neverQualifies: true, work: ['invalidated'] }],
    ['INVA', { neverQualifies: true, work: ['invalidated'] }],
    ['CACH', { said: ['identité cachée'] }],
    ['ANOM', { neverQualifies: true, said: ['identité anonyme'] }],
    ['FILI', { said: ['filiation'] }],
    ['IDVER', { said: ['identité vérifiée par l’utilisateur'] }],
    ['RECD', { said: ['identité reçue d’un autre domaine'] }],
    ['IDRA', { said: ['identité rapprochée'] }],
    ['XYZ', { said: ['code « XYZ » inconnu'] }],
    ['constructor', { said: ['code « constructor » inconnu'] }],
  ] as const)('%s has its own meaning', (code, meaning) => {
    expect(reliabilityOf([code])).toEqual({ ...nothing, ...meaning });
  });

  it('has French words, and no code does two things at once', () => {
    for (const [code, meaning] of Object.entries(reliabilityCodes)) {
      expect(meaning.label, code).not.toBe('');
      expect(meaning.validated === true && meaning.neverQualifies === true, code).toBe(false);
    }
    expect(reliabilityOf(['DOUB', 'DPOT']).work).toEqual(['duplicate']);
  });
});
