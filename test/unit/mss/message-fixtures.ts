import { buildCda } from '../../../electron/cda/build.ts';
import type { ComposePorts, MessageDocument, MessageInput } from '../../../electron/mss/message.ts';
import type { Patient, Pro, VisibilityFlag } from '../../../shared/domain/types.ts';
import { DOMINIQUE as PERSON } from '../../setup/patient.ts';

export const PAULE = 'paule.durand@medecin.sandbox.mssante.fr';
export const LUC = 'luc.aubert@medecin.sandbox.mssante.fr';
export const CITIZEN = '279035121518989@patient.mssante.fr';
export const PDF = new TextEncoder().encode('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');

/** Person 14 of sandbox/README 1. */
export const DOMINIQUE: Patient = { ...PERSON, ipp: 'IPP0014' };
export const UNQUALIFIED: Patient = { ...DOMINIQUE, ins: null, status: 'VALI' };
export const OTHER: Patient = {
  ...DOMINIQUE,
  ins: null,
  status: 'VALI',
  ipp: 'IPP0099',
  birthName: 'AUTRE',
  firstBirthFirstName: 'ÉLOÏSE',
  birthFirstNames: 'ÉLOÏSE',
};

export const DURAND: Pro = {
  idNat: '899900000017',
  family: 'DURAND',
  given: 'Paule',
  prefix: 'MME',
  suffix: 'DR',
  speciality: { code: 'G15_10/SM26', displayName: 'Médecin - Qualifié en Médecine Générale (SM)', codeSystem: '1.2.250.1.213.1.1.4.5' },
  structure: { idNat: '499900000017001', name: 'Cabinet du Port', sector: 'SA07', practiceSetting: 'AMBULATOIRE' },
};

/** Identifiers in order: same start, same bytes. */
export function sequence(start = 1): () => string {
  let next = start;
  return () => {
    const tail = String(next).padStart(12, '0');
    next += 1;
    return `00000000-0000-4000-8000-${tail}`;
  };
}

export const NOW = new Date('2026-11-21T09:00:00Z');

export function context(over: Partial<ComposePorts> = {}): ComposePorts {
  return {
    now: NOW,
    uuid: sequence(1000),
    software: {
      id: 'LPS0001',
      name: 'Poste Sante',
      version: '0.1.0',
      dmpApproval: null,
      insiIdam: null,
      mssNil: 'TEST000001',
      oidRoot: '1.2.250.1.213.9999.1',
    },
    maxBytes: 10 * 1024 * 1024,
    ...over,
  };
}

export function document(
  over: {
    readonly patient?: Patient;
    readonly type?: string;
    readonly flags?: readonly VisibilityFlag[];
    readonly mediaType?: string;
    readonly pdf?: Uint8Array;
    readonly serial?: number;
  } = {},
): MessageDocument {
  const cda = buildCda(
    {
      type: over.type ?? '11488-4',
      title: 'Compte rendu de consultation du 12 mars',
      createdAt: '2026-03-12T14:05:00+01:00',
      patient: { ...(over.patient ?? DOMINIQUE) },
      author: { ...DURAND, speciality: 'G15_10/SM26' },
      event: { start: '2026-03-12T14:00:00+01:00' },
    },
    { mediaType: over.mediaType ?? 'application/pdf', bytes: PDF },
    { now: NOW, uuid: sequence(over.serial ?? 1) },
  );
  return { cda, flags: over.flags ?? [], ...(over.pdf === undefined ? {} : { pdf: over.pdf }) };
}

export function input(over: Partial<MessageInput> = {}): MessageInput {
  return {
    from: { address: PAULE, type: 'PER', label: 'Dr_Paule_DURAND_Cabinet du Port' },
    sender: DURAND,
    to: [LUC],
    subject: null,
    text: 'Bonjour,\n\nVeuillez trouver ci-joint le compte rendu.\n',
    documents: [document()],
    patient: DOMINIQUE,
    ...over,
  };
}
