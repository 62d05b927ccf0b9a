import { describe, expect, it } from 'vitest';
import type { DmpConnection, DmpService } from '../../../electron/dmp/soap.ts';
import { td02 } from '../../../electron/dmp/td0-2.ts';
import { td03 } from '../../../electron/dmp/td0-3.ts';
import { td04 } from '../../../electron/dmp/td0-4.ts';
import { td05 } from '../../../electron/dmp/td0-5.ts';
import { td13a } from '../../../electron/dmp/td1-3a.ts';
import { td16 } from '../../../electron/dmp/td1-6.ts';
import {
  findDocuments,
  findSubmissionSets,
  getAssociations,
  getDocuments,
  getDocumentsAndAssociations,
} from '../../../electron/dmp/td3-1.ts';
import { td31b } from '../../../electron/dmp/td3-1b.ts';
import { td32 } from '../../../electron/dmp/td3-2.ts';
import { changeStatus, changeVisibility } from '../../../electron/dmp/td3-3.ts';
import { PosteError } from '../../../shared/errors.ts';
import { entry } from './entry.ts';
import { PATIENT, wire } from './wire.ts';

const input = {
  patient: PATIENT,
  entry,
  author: { idNat: '899900000017', family: 'DURAND', given: 'Paule', prefix: null, suffix: null, speciality: null, structure: null },
  contentType: { code: 'SA07', displayName: 'Cabinet individuel', codeSystem: '1.2.250.1.71.4.2.4' },
};
const ids = ['urn:uuid:1', 'urn:uuid:2'];

/** Whatever is asked of the DMP, and its address. */
const ASKED: readonly (readonly [string, DmpService, (connection: DmpConnection<DmpService>) => Promise<unknown>])[] = [
  ['TD0.2', 'patients', (c) => td02(c, PATIENT)],
  ['TD0.3', 'habilitations', (c) => td03(c, PATIENT, 'add')],
  ['TD0.4', 'patientsSpecific', (c) => td04(c, { since: '2026-01-01', by: 'document' })],
  [
    'TD0.5',
    'patientsPdq',
    (c) => td05(c, { family: 'PAT', given: null, sex: null, birthDate: null, city: null, postalCode: null }, { processing: 'D' }),
  ],
  ['TD1.3a', 'patients', (c) => td13a(c, PATIENT)],
  ['TD1.6', 'habilitations', (c) => td16(c, PATIENT, 'TOUTE')],
  ['FindDocuments', 'registry', (c) => findDocuments(c, PATIENT)],
  ['FindSubmissionSets', 'registry', (c) => findSubmissionSets(c, PATIENT, { from: null, to: null })],
  ['GetAssociations', 'registry', (c) => getAssociations(c, PATIENT, ids)],
  ['GetDocuments', 'registry', (c) => getDocuments(c, PATIENT, { entryUuids: ids })],
  ['GetDocumentsAndAssociations', 'registry', (c) => getDocumentsAndAssociations(c, PATIENT, { uniqueIds: ids })],
  ['TD3.1b', 'registry', (c) => td31b(c, PATIENT, '1.2.3')],
  ['TD3.2', 'repository', (c) => td32(c, PATIENT, entry)],
  ['TD3.3a', 'registry', (c) => changeVisibility(c, input, 'mask')],
  ['TD3.3d', 'registry', (c) => changeStatus(c, input, 'archive')],
];

const MODES = [
  { mode: 'normal', reason: null },
  { mode: 'bris_de_glace', reason: 'Patiente inconsciente' },
  { mode: 'centre_15', reason: null },
] as const;

describe.each(MODES)('in mode $mode', (mode) => {
  it.each(ASKED)('%s says so in a VIHF of its own, and is read by dmp parse', async (_td, service, asked) => {
    const { connection, messages, requests } = wire(['<a/>'], mode);
    const incomprehensible = { code: 'DMP_GARBAGE', detail: 'a' };
    await expect(asked(connection)).rejects.toMatchObject(incomprehensible);
    await expect(asked(connection)).rejects.toMatchObject(incomprehensible);
    expect(requests.map(({ url }) => url)).toEqual(Array<string>(2).fill(`https://localhost/${service}`));
    expect(messages().map(({ vihf, kind }) => [vihf?.mode, vihf?.reason, kind.endsWith('-request')])).toEqual(
      [1, 2].map(() => [mode.mode, mode.reason, true]),
    );
    expect(new Set(messages().map(({ vihf }) => vihf?.id)).size).toBe(2);
    expect(new Set(messages().map(({ messageId }) => messageId)).size).toBe(2);
  });
});

describe('a fault', () => {
  const fault = (subcode: string, reason: string): string =>
    `<s:Fault xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>s:${subcode}</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang="fr">${reason}</s:Text></s:Reason></s:Fault>`;

  it.each([
    ['DMPInvalidCertificate', 'Not a valid signature certificate', 'DMP_CERTIFICATE'],
    ['DMPAccessDeniedByRightsService', 'refus', 'DMP_RIGHTS'],
    ['DMPError', 'PS et Structure non liés', 'DMP_STRUCTURE'],
    ['DMPError', 'Aucune spécialité dans le vihf. Spécialité obligatoire pour les Médecins', 'DMP_SPECIALITY'],
    ['Other', 'A required header representing a Message Addressing Property is not present', 'DMP_TECHNICAL'],
    ['MessageAddressingHeaderRequired', 'x', 'DMP_TECHNICAL'],
    ['XDSUnknownPatientId', 'x', 'DMP_UNKNOWN_PATIENT'],
  ])('%s (%s) is %s wherever it is met, its own words kept as detail', async (subcode, reason, code) => {
    const met = await Promise.all(
      ASKED.map(([, , asked]) => asked(wire([fault(subcode, reason)]).connection).catch((cause: unknown) => cause)),
    );
    for (const cause of met) {
      expect(cause).toBeInstanceOf(PosteError);
      expect(cause).toMatchObject({ code, detail: `${subcode} : ${reason}` });
    }
  });
});
