import { places } from '../codes/places.ts';
import { readCda } from '../cda/read.ts';
import type { Config } from '../config/schema.ts';
import { identityBlock } from '../datamatrix/block.ts';
import { drawBlocks } from '../datamatrix/draw.ts';
import { labelLayouts, labelSheet } from '../datamatrix/labels.ts';
import { readDatamatrixImage } from '../datamatrix/read.ts';
import { stampIdentityBlock } from '../datamatrix/stamp.ts';
import type { Doors } from '../doors/types.ts';
import { parseInsiAnswer, withTestOid } from '../insi/answer.ts';
import type { HandlersPorts } from '../ipc/handlers.ts';
import type { Offer } from '../usecases/offer.ts';

/** A4, and where the identity goes on the sheet, in millimetres. */
const SHEET = { width: 210, height: 297, boxes: [{ left: 15, top: 15, width: 180, height: 80 }] } as const;
const LABELS_ON_A4 = 24;

type IdentityPorts = Pick<HandlersPorts['patients'], 'formerIns'> &
  Pick<
    HandlersPorts['identity'],
    'ageOfMajority' | 'identityDocuments' | 'testOidsAllowed' | 'places' | 'carried' | 'readImage' | 'printer'
  >;

/** The rules of identity, and what reads and prints identities, for the use cases. */
export function identityPorts(config: Config, doors: Doors, offer: Offer, ageOfMajority: () => number): IdentityPorts {
  const test = config.profile !== 'production';
  const options = { test };
  const placeName = async (birthPlace: string | null, on: string): Promise<string | null> =>
    birthPlace === null ? null : ((await places()).placeOf(birthPlace, on)?.name ?? null);
  const substitute = config.insi.substituteTestOid && test;
  return {
    ageOfMajority,
    identityDocuments: config.identity.documents,
    testOidsAllowed: test,
    places,
    carried: (cda) => {
      const { patient } = readCda(cda);
      return { ins: patient?.ins ?? null, ipp: patient?.ipp ?? null };
    },
    formerIns: (verbatim) => {
      const answer = parseInsiAnswer(verbatim);
      const { identity } = substitute ? withTestOid(answer) : answer;
      return (identity?.history ?? []).map(({ matricule, oid, from, to }) => ({ ins: { matricule, oid }, from, to }));
    },
    readImage: (image) =>
      readDatamatrixImage(
        doors,
        image.kind === 'image'
          ? { kind: 'file', bytes: image.bytes }
          : { kind: 'pixels', data: image.bytes, width: image.width, height: image.height },
        options,
      ),
    printer: {
      offer: (bytes) => offer({ type: 'application/pdf', bytes }),
      identity: async (patient, format) => {
        const birthPlaceName = await placeName(patient.birthPlace, patient.birthDate);
        if (format === 'sheet')
          return await drawBlocks(identityBlock(patient, { ...options, birthPlaceName, printStatus: true }), [SHEET], 'Fiche d’identité');
        const layout = labelLayouts[format === 'label' ? '70x36' : 'A4-3x8'];
        return await labelSheet(patient, { ...options, birthPlaceName, layout, count: format === 'label' ? 1 : LABELS_ON_A4 });
      },
      stamped: async (pdf, patient) =>
        stampIdentityBlock(doors, pdf, patient, { ...options, birthPlaceName: await placeName(patient.birthPlace, patient.birthDate) }),
    },
  };
}
