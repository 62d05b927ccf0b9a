import { describe, expect, it } from 'vitest';
import { receivedStatus } from '../../../shared/domain/identity/received.ts';
import { insOids } from '../../../shared/domain/ins/oids.ts';

const ins = { matricule: '279035121518989', oid: insOids.NIR };
const OWN = '1.2.250.1.999.7';
const received = (reliability: readonly string[], more: Partial<Parameters<typeof receivedStatus>[0]> = {}, test = false) =>
  receivedStatus({ reliability, ins, sex: 'F', authorities: ['CHU', OWN], ...more }, { own: [OWN], test });

describe('an identity received from outside', () => {
  it('is qualified only when VALI with a right matricule, from the own identity domain', () => {
    expect(received(['VALI'])).toMatchObject({ status: 'QUAL', ins, insToVerify: null, reason: 'OWN_QUALIFIED' });
  });

  it.each([
    ['another domain', ['VALI'], { authorities: ['OTHER'] }, 'PROV', 'OTHER_DOMAIN', ins],
    ['no domain', ['VALI'], { authorities: [] }, 'PROV', 'OTHER_DOMAIN', ins],
    ['not validated', ['PROV'], {}, 'PROV', 'NOT_VALIDATED', ins],
    ['no reliability', [], {}, 'PROV', 'NOT_VALIDATED', ins],
    ['no matricule', ['VALI'], { ins: null }, 'VALI', 'OWN_VALIDATED', null],
    ['a wrong key', ['VALI'], { ins: { ...ins, matricule: '279035121518900' } }, 'VALI', 'INS_UNUSABLE', null],
    ['an unknown OID', ['VALI'], { ins: { ...ins, oid: '1.2.3' } }, 'VALI', 'INS_UNUSABLE', null],
    ['a test OID in production', ['VALI'], { ins: { ...ins, oid: insOids['NIR-TEST'] } }, 'VALI', 'INS_UNUSABLE', null],
    ['an undetermined sex', ['VALI'], { sex: 'I' }, 'VALI', 'SEX_UNKNOWN', ins],
    ['doubtful', ['VALI', 'DOUB'], {}, 'PROV', 'DOUBTFUL', null],
    ['fictive', ['VALI', 'FICT'], {}, 'PROV', 'FICTIVE', null],
  ] as const)('keeps no matricule when %s', (_, reliability, more, status, reason, insToVerify) => {
    expect(received(reliability, more)).toMatchObject({ status, reason, ins: null, insToVerify });
  });

  it('takes test matricules where they are accepted, and nobody’s word when no domain is configured', () => {
    expect(received(['VALI'], { ins: { ...ins, oid: insOids['NIR-TEST'] } }, true).status).toBe('QUAL');
    expect(receivedStatus({ reliability: ['VALI'], ins, sex: 'F', authorities: [OWN] }, { own: [], test: false }).status).toBe('PROV');
  });

  it('sets the attributes, which combine as RNIV allows', () => {
    expect(received(['VALI', 'HOMD']).attributes).toEqual({ homonym: true, doubtful: false, fictive: false });
    expect(received(['HOMA', 'DOUB']).attributes).toEqual({ homonym: true, doubtful: true, fictive: false });
    expect(received(['HOMA', 'DOUB', 'FICT']).attributes).toEqual({ homonym: false, doubtful: false, fictive: true });
  });
});
